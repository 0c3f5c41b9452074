import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The folders and files of one installation (docs/architecture.md, LIUKE_HOME). Every path is absolute. */
export interface Home {
  root: string
  lake: string
  incoming: string
  runs: string
  reports: string
  postgres: string
  web: string
  /** files taken out, encrypted, for some hours */
  exports: string
  stateFile: string
  lockFile: string
}

/** The project's own folder, wherever it was cloned. */
export const projectDir = resolve(import.meta.dirname, '../..')

/**
 * Where all state lives: `LIUKE_HOME`, else `.liuke` in the project. Creates the folder, readable by its owner only.
 * Throws the file system's error when the folder cannot be made.
 */
export function openHome(env: NodeJS.ProcessEnv = process.env): Home {
  const root = resolve(env['LIUKE_HOME'] || join(projectDir, '.liuke'))
  mkdirSync(root, { recursive: true, mode: 0o700 })
  return {
    root,
    lake: join(root, 'lake'),
    incoming: join(root, 'incoming'),
    runs: join(root, 'runs'),
    reports: join(root, 'reports'),
    postgres: join(root, 'postgres'),
    web: join(root, 'web'),
    exports: join(root, 'exports'),
    stateFile: join(root, 'state.json'),
    lockFile: join(root, 'lock'),
  }
}
