import { z } from 'zod'
import { addDays, businessDateOf } from '../../platform/calendar.ts'
import { businessDate } from '../../platform/contract/terms.ts'
import { policyKey, policyKeys, type PolicyKey } from './catalogue.ts'
import { valueOn, type PolicyRow } from './policy.rules.ts'
import { orderProblem, valueProblem } from './value.rules.ts'
import { valueInWords } from './words.rules.ts'

const words = z.object({ zh: z.string(), en: z.string() })

/** What is asked for and approved: values of keys from a day on; with `pack` the switch to it. Kept for good, hence with its words. */
export const policyChange = z.object({
  validFrom: businessDate,
  changes: z
    .array(
      z.object({
        key: z.string(),
        name: words,
        /** the value that would hold without the change, and the one asked for */
        from: z.string(),
        value: z.string(),
        fromText: words,
        toText: words,
      }),
    )
    .min(1),
  pack: z.string().optional(),
})
export type PolicyChange = z.infer<typeof policyChange>

export interface AskedValue {
  key: string
  value: string
}

/** Rows as they would be with other values from a day on. */
export function withChanges(rows: readonly PolicyRow[], changes: readonly AskedValue[], validFrom: string): PolicyRow[] {
  const versionOf = (key: string) => rows.filter((row) => row.key === key && row.validFrom === validFrom).map(({ version }) => version)
  const added = changes.map(({ key, value }) => ({
    key,
    value,
    validFrom,
    version: 1 + Math.max(0, ...versionOf(key)),
    unit: '',
    source: '',
  }))
  return [...rows, ...added]
}

/** The changes with what would hold without them, in words. Throws on a key that is not described or has no row: check first. */
export function describeChanges(rows: readonly PolicyRow[], changes: readonly AskedValue[], validFrom: string): PolicyChange['changes'] {
  return changes.map(({ key: name, value }) => {
    const key = policyKey(name)
    const from = valueOn(rows, name, validFrom)
    if (!key || from === undefined) throw new Error(`policy ${name} has no description or no row`)
    return { key: name, name: key.name, from, value, fromText: valueInWords(key, from), toText: valueInWords(key, value) }
  })
}

/** What is wrong with a change, for people; NOT_FOUND when a key is unknown; undefined when it may be made. */
export function changeProblem(
  rows: readonly PolicyRow[],
  changes: readonly AskedValue[],
  validFrom: string,
  now: Date,
): { problem: string } | 'NOT_FOUND' | undefined {
  for (const { key: name, value } of changes) {
    const key = policyKey(name)
    if (!key || valueOn(rows, name, validFrom) === undefined) return 'NOT_FOUND'
    const problem = valueProblem(key, value)
    if (problem) return { problem }
  }
  const problem = dayProblem(validFrom, now) ?? linesProblem(rows, changes, validFrom, policyKeys())
  return problem === undefined ? undefined : { problem }
}

const farthestDays = 3660

/** What is wrong with the day a change would hold from: rows are never made for today or the past. */
export function dayProblem(validFrom: string, now: Date): string | undefined {
  const tomorrow = addDays(businessDateOf(now), 1)
  if (!z.iso.date().safeParse(validFrom).success) return '生效日期不是日期，应形如 2026-12-01'
  if (validFrom < tomorrow) return `生效日期最早为 ${tomorrow}：已过去的日期不能改，重算也要得出原来的结果`
  return validFrom > addDays(tomorrow, farthestDays) ? '生效日期不能晚于十年之后' : undefined
}

/** The order of lines must hold on the day itself and on every later day on which one of them changes. */
function linesProblem(
  rows: readonly PolicyRow[],
  changes: readonly AskedValue[],
  validFrom: string,
  keys: readonly PolicyKey[],
): string | undefined {
  const after = withChanges(rows, changes, validFrom)
  const days = new Set([validFrom, ...rows.map((row) => row.validFrom).filter((day) => day > validFrom)])
  for (const day of days) {
    for (const { key } of changes) {
      const problem = orderProblem(keys, key, (name) => valueOn(after, name, day))
      if (problem) return problem
    }
  }
  return undefined
}
