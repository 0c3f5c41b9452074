import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'

/** What a night was computed by beside the lake, kept next to its run for those who publish it elsewhere. */
const given = z.object({
  policies: z.array(
    z.object({
      key: z.string(),
      validFrom: z.string(),
      version: z.number().int(),
      value: z.string(),
      unit: z.string(),
      source: z.string(),
    }),
  ),
})

export const givenFile = (runDir: string): string => join(dirname(runDir), `${basename(runDir)}.given.json`)

/** Notes what the run was computed by; the newest note of a date tells which run was wanted last. */
export function keepGiven(runDir: string, what: z.infer<typeof given>): void {
  const file = givenFile(runDir)
  writeFileSync(`${file}.part`, JSON.stringify(given.parse(what)))
  renameSync(`${file}.part`, file)
}

/** Undefined for a run of a version that did not keep it. */
export function readGiven(runDir: string): z.infer<typeof given> | undefined {
  const file = givenFile(runDir)
  return existsSync(file) ? given.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}
