import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from './home.ts'

/** Where unexpected errors are written in full; people are told only the number. */
export const errorLogOf = (home: Home): string => join(home.root, 'errors.log')

/** Appends one unexpected error with its number, a JSON object a line. */
export function logError(home: Home, id: string, error: unknown, now: Date): void {
  const { stack, cause } = error instanceof Error ? error : { stack: String(error), cause: undefined }
  const entry = { at: now.toISOString(), id, error: stack, cause: cause instanceof Error ? cause.stack : cause }
  appendFileSync(errorLogOf(home), `${JSON.stringify(entry)}\n`, { mode: 0o600 })
}
