import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, id, refusals, shownMoney } from '../../platform/contract/terms.ts'

/** What of two customer numbers agrees. Identity numbers are not published by the night; a person compares the documents. */
export const evidences = ['name', 'phone', 'birth_date'] as const
/** By what a person made sure that both are one. */
export const assurances = ['document', 'bank_system', 'customer'] as const
export const pairStates = ['proposed', 'linked', 'refused', 'undone'] as const

const key = z.coerce.number().int().positive().max(2_147_483_647)
const side = z.object({
  customerId: id,
  customerNo: z.string(),
  name: z.string().nullable(),
  gender: z.string().nullable(),
  birthDate: businessDate.nullable(),
  /** masked, like the address */
  phone: z.string().nullable(),
  address: z.string().nullable(),
  institutionName: z.string(),
  managerName: z.string().nullable(),
  openedOn: businessDate.nullable(),
  tier: z.string(),
  aumFen: shownMoney,
  contacts: z.number().int(),
  openPromises: z.number().int(),
  facts: z.number().int(),
})
export type Side = z.infer<typeof side>

const candidate = z.object({
  first: side.pick({ customerId: true, customerNo: true, name: true, institutionName: true, managerName: true }),
  second: side.pick({ customerId: true, customerNo: true, name: true, institutionName: true, managerName: true }),
  evidence: z.array(z.enum(evidences)),
})
export type Candidate = z.infer<typeof candidate>

const pair = candidate.extend({
  id: z.number().int(),
  state: z.enum(pairStates),
  madeSure: z.enum(assurances),
  needsSecond: z.boolean(),
  proposedByMe: z.boolean(),
  steps: z.array(z.object({ kind: z.enum(pairStates), userName: z.string(), at: z.string(), note: z.string().nullable() })),
})
export type Pair = z.infer<typeof pair>

const two = z
  .object({ firstId: id, secondId: id })
  .refine(({ firstId, secondId }) => firstId.replace(/^0+/, '') !== secondId.replace(/^0+/, ''), {
    path: ['secondId'],
    message: '请选择两个不同的客户号',
  })
const route = (method: 'GET' | 'POST', path: `/${string}`, summary: string) =>
  oc.route({ method, path, summary }).errors({
    ...refusals,
    NOTHING_AGREES: { status: 409, message: '两个客户号的姓名不同，或除姓名外没有一项相同，不能认作一人' },
    SAME_PERSON: { status: 403, message: '两边的管户经理不同，须由另一位有权限的人复核' },
  })

export const duplicateContract = {
  candidates: route('GET', '/duplicates/candidates', '可能是一人的客户号')
    .input(z.object({}))
    .output(z.object({ candidates: z.array(candidate), mayLink: z.boolean() })),
  list: route('GET', '/duplicates', '待复核与已认作一人')
    .input(z.object({}))
    .output(z.object({ pairs: z.array(pair) })),
  compare: route('POST', '/duplicates/compare', '并排比较两个客户号')
    .input(two)
    .output(z.object({ first: side, second: side, evidence: z.array(z.enum(evidences)), needsSecond: z.boolean() })),
  propose: route('POST', '/duplicates', '认作一人')
    .input(two.safeExtend({ madeSure: z.enum(assurances), note: z.string().trim().min(1).max(200).optional() }))
    .output(z.object({ id: z.number().int(), state: z.enum(pairStates) })),
  decide: route('POST', '/duplicates/{id}/decision', '复核')
    .input(z.object({ id: key, outcome: z.enum(['linked', 'refused']), note: z.string().trim().min(1).max(200).optional() }))
    .output(z.object({ state: z.enum(pairStates) })),
  undo: route('POST', '/duplicates/{id}/undo', '撤销认作一人')
    .input(z.object({ id: key, note: z.string().trim().min(1).max(200) }))
    .output(z.object({ state: z.enum(pairStates) })),
  ofCustomer: route('GET', '/customers/{customerId}/numbers', '同一客户的其他客户号')
    .input(z.object({ customerId: id }))
    .output(
      z.object({
        /** in sight */
        numbers: z.array(
          side.pick({ customerId: true, customerNo: true, institutionName: true, managerName: true, tier: true, aumFen: true }),
        ),
        /** others of the same person that somebody else keeps, out of sight */
        hidden: z.number().int(),
        /** of the numbers in sight, the one asked about included */
        totalFen: shownMoney,
      }),
    ),
}
