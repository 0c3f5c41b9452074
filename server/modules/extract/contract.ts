import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, refusals } from '../../platform/contract/terms.ts'

/** Where in the bank's files a delivery was found wanting. */
export const problem = z.object({
  file: z.string(),
  line: z.number().int().nullable(),
  column: z.string().nullable(),
  code: z.string(),
  found: z.string(),
  expected: z.string(),
})
export const loadRecord = z.object({
  id: z.number().int(),
  /** null when the delivery does not tell, or not yet */
  businessDate: businessDate.nullable(),
  mapping: z.string(),
  outcome: z.enum(['running', 'loaded', 'unchanged', 'refused', 'failed']),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  rows: z.number().int().nullable(),
  problemCount: z.number().int(),
  /** of a running load: `item` is the file or table it is at */
  progress: z.object({ step: z.string(), item: z.string(), done: z.number(), total: z.number() }).nullable(),
  /** of a failed load: what went wrong */
  message: z.string().nullable(),
})
export type LoadRecord = z.infer<typeof loadRecord>
export const stepRecord = z.object({
  step: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  rows: z.number().int().nullable(),
  milliseconds: z.number().int().nullable(),
})
export type StepRecord = z.infer<typeof stepRecord>
export const nightRecord = z.object({
  id: z.number().int(),
  businessDate,
  dataAsOf: businessDate.nullable(),
  outcome: z.enum(['running', 'published', 'computed', 'stopped', 'failed']),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  customers: z.number().int().nullable(),
  stepsDone: z.number().int(),
  stepsTotal: z.number().int(),
  failedChecks: z.number().int(),
  message: z.string().nullable(),
})
export type NightRecord = z.infer<typeof nightRecord>
export const checkRecord = z.object({
  model: z.string(),
  check: z.string(),
  passed: z.boolean(),
  failures: z.number().int(),
  sample: z.array(z.record(z.string(), z.string().nullable())),
})
export type CheckRecord = z.infer<typeof checkRecord>

export const extractContract = {
  loads: oc
    .route({ method: 'GET', path: '/extract/loads', summary: '数据装载' })
    .errors(refusals)
    .output(z.object({ loads: z.array(loadRecord) })),
  load: oc
    .route({ method: 'GET', path: '/extract/loads/{id}', summary: '装载报告' })
    .errors(refusals)
    .input(z.object({ id: z.coerce.number().int() }))
    .output(
      loadRecord.extend({
        tables: z.array(z.object({ table: z.string(), rows: z.number().int(), controlSum: z.string().nullable() })),
        problems: z.array(problem),
      }),
    ),
  nights: oc
    .route({ method: 'GET', path: '/extract/nights', summary: '夜间批量' })
    .errors(refusals)
    .output(z.object({ nights: z.array(nightRecord) })),
  night: oc
    .route({ method: 'GET', path: '/extract/nights/{id}', summary: '夜间批量详情' })
    .errors(refusals)
    .input(z.object({ id: z.coerce.number().int() }))
    .output(nightRecord.extend({ steps: z.array(stepRecord), checks: z.array(checkRecord) })),
}
