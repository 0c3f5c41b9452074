import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, id, refusals } from '../../platform/contract/terms.ts'
import { customerClasses } from '../today/contract.ts'
import { blockParts, occasionKinds } from './care-terms.ts'

const occasion = z.object({
  customerId: id,
  customerName: z.string().nullable(),
  managerName: z.string().nullable(),
  class: z.enum(customerClasses).nullable(),
  kind: z.enum(occasionKinds),
  on: businessDate,
  /** from today on */
  days: z.number().int(),
  lunar: z.boolean(),
  /** of a birthday: completed years; of an anniversary: years with the bank */
  years: z.number().int().nullable(),
  /** relation of the dossier's words */
  relation: z.string().nullable(),
  who: z.string().nullable(),
  festival: z.object({ code: z.string(), name: z.string() }).nullable(),
  /** a message about it was written already */
  written: z.boolean(),
  /** why nobody may write to the customer now, in no way; null: somehow it is allowed, now or at its hour */
  forbidden: z.string().nullable(),
})
export type Occasion = z.infer<typeof occasion>

const block = z.object({ part: z.enum(blockParts), body: z.string().trim().min(1).max(200) })
export type Block = z.infer<typeof block>
const blocks = z.object({
  occasions: z.array(z.object({ kind: z.enum(occasionKinds), blocks: z.array(block) })),
  variables: z.array(z.string()),
  mayWrite: z.boolean(),
})
export type Blocks = z.infer<typeof blocks>

/** What a suggestion is made for; `festival` its code, `relation` and `who` as the list gave them. */
const about = {
  kind: z.enum(occasionKinds),
  festival: z.string().max(40).nullable().default(null),
  relation: z.string().max(40).nullable().default(null),
  who: z.string().max(60).nullable().default(null),
}

export const careContract = {
  list: oc
    .route({ method: 'GET', path: '/care', summary: '今日关怀' })
    .errors(refusals)
    .input(z.object({ limit: z.coerce.number().int().min(1).max(300).default(100) }))
    .output(z.object({ today: businessDate, untilOn: businessDate, total: z.number().int(), rows: z.array(occasion) })),
  suggest: oc
    .route({ method: 'POST', path: '/customers/{customerId}/care-words', summary: '建议的关怀用语' })
    .errors(refusals)
    .input(z.object({ customerId: id, ...about }))
    .output(
      z.object({
        customerName: z.string().nullable(),
        title: z.string().nullable(),
        /** the least like what was sent before comes first; basis points */
        suggestions: z.array(z.object({ body: z.string(), likenessBp: z.number().int() })),
        /** facts of the dossier that were at hand */
        facts: z.array(z.string()),
      }),
    ),
  blocks: oc.route({ method: 'GET', path: '/care/blocks', summary: '关怀用语' }).errors(refusals).output(blocks),
  saveBlocks: oc
    .route({ method: 'PUT', path: '/care/blocks', summary: '修改关怀用语' })
    .errors({
      ...refusals,
      BAD_WORDS: { status: 422, message: '有禁用的词或不认识的变量，请改写', data: z.object({ text: z.string() }) },
    })
    .input(z.object({ kind: z.enum(occasionKinds), blocks: z.array(block).min(1).max(40) }))
    .output(blocks),
}
