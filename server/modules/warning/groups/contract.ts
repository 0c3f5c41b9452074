import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, id, refusals } from '../../../platform/contract/terms.ts'
import { filter } from '../../customer/contract.ts'
import { riskGroups } from '../contract.ts'

/** A condition as it is asked for: any figure by name, so that what must not be used is refused with words. */
const condition = z.object({
  figure: z.string().trim().min(1).max(64),
  op: z.string().max(16),
  values: z.array(z.string().max(64)).max(50).default([]),
})
export type Condition = z.infer<typeof condition>

const asked = z.object({
  /** the institution whose customers it is of, with all below it */
  institutionId: z.number().int().positive(),
  conditions: z.array(condition).min(1).max(20),
})
export type GroupAsked = z.infer<typeof asked>

const defined = asked.extend({
  name: z.string().trim().min(1).max(40),
  /** today or later */
  validFrom: businessDate,
  /** the group it changes: that one ends the day before */
  replaces: z.number().int().positive().optional(),
})
export type GroupDefined = z.infer<typeof defined>

/** What became of who was in a group at a month end: who had lost it already and who is outside the rates is in neither part (M12, M15). */
const rate = z.object({ asOf: businessDate, members: z.number().int(), left: z.number().int(), rateBp: z.number().int().nullable() })
export type GroupRate = z.infer<typeof rate>

const ownGroup = z.object({
  id: z.number().int(),
  name: z.string(),
  institutionId: z.number().int(),
  institutionName: z.string(),
  filters: z.array(filter),
  validFrom: businessDate,
  madeBy: z.string(),
  /** its day has come; counts are of the newest night, of the customers the reader sees, null where counting would tell more of an amount than its band */
  begun: z.boolean(),
  members: z.number().int().nullable(),
  warned: z.number().int().nullable(),
  /** null: not known yet */
  rate: rate.nullable(),
  /** whoever asks may end and change it */
  mayEnd: z.boolean(),
})
export type OwnGroup = z.infer<typeof ownGroup>

const refusedGroup = { GROUP_REFUSED: { status: 422, message: '这些条件不能圈定客群' } } as const

export const riskGroupContract = {
  list: oc
    .route({ method: 'GET', path: '/risk-groups', summary: '自定风险客群与各客群后来的流失率' })
    .errors(refusals)
    .input(z.object({ institutionId: z.coerce.number().int().positive().optional() }))
    .output(
      z.object({
        businessDate,
        /** from which day on the first frozen month end is known */
        knownFrom: businessDate,
        mayDefine: z.boolean(),
        own: z.array(ownGroup),
        builtIn: z.array(z.object({ group: z.enum(riskGroups), rate })),
      }),
    ),
  preview: oc
    .route({ method: 'POST', path: '/risk-groups/preview', summary: '预览自定风险客群' })
    .errors({ ...refusals, ...refusedGroup })
    .input(asked)
    .output(
      z.object({
        businessDate,
        members: z.number().int(),
        warned: z.number().int(),
        /** the first by assets */
        first: z.array(z.object({ customerId: id, name: z.string().nullable(), customerNo: z.string(), institutionName: z.string() })),
      }),
    ),
  define: oc
    .route({ method: 'POST', path: '/risk-groups', summary: '自定风险客群' })
    .errors({ ...refusals, ...refusedGroup })
    .input(defined)
    .output(z.object({ id: z.number().int() })),
  end: oc
    .route({ method: 'POST', path: '/risk-groups/{id}/end', summary: '停用自定风险客群' })
    .errors(refusals)
    .input(z.object({ id: z.coerce.number().int().positive() }))
    .output(z.object({ id: z.number().int() })),
}
