import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, id, refusals } from '../../platform/contract/terms.ts'
import { interests } from '../contact/contract.ts'

/** What can be spoken of: product families, the app, the counter. */
export const opinionFamilies = [...interests, 'app', 'counter'] as const
export const opinionKinds = ['praise', 'price', 'term', 'threshold', 'process', 'wish', 'other'] as const
export const opinionStates = ['open', 'answered', 'told'] as const

const uuid = z.uuid()
const opinion = z.object({
  id: uuid,
  family: z.enum(opinionFamilies),
  kind: z.enum(opinionKinds),
  body: z.string().nullable(),
  on: businessDate,
  institutionName: z.string(),
  staffName: z.string(),
  /** only for who wrote it */
  customer: z.object({ customerId: id, name: z.string().nullable() }).nullable(),
  mine: z.boolean(),
  state: z.enum(opinionStates),
  answer: z.object({ body: z.string(), userName: z.string(), on: businessDate }).nullable(),
})
export type OpinionRow = z.infer<typeof opinion>

const route = (method: 'GET' | 'POST', path: `/${string}`, summary: string) => oc.route({ method, path, summary }).errors(refusals)

export const feedbackContract = {
  list: route('GET', '/opinions', '产品意见')
    .input(z.object({ state: z.enum(opinionStates).optional(), customerId: id.optional() }))
    .output(
      z.object({
        opinions: z.array(opinion),
        /** how often what was said of which product, in the days of policy */
        counts: z.array(z.object({ family: z.enum(opinionFamilies), kind: z.enum(opinionKinds), n: z.number().int() })),
        mayAnswer: z.boolean(),
        /** answered, and the customer not told yet: of one's own */
        toTell: z.number().int(),
      }),
    ),
  say: route('POST', '/opinions', '提产品意见')
    .input(
      z
        .object({
          id: uuid,
          family: z.enum(opinionFamilies),
          kind: z.enum(opinionKinds),
          body: z.string().trim().min(1).max(300).nullable().default(null),
          customerId: id.nullable().default(null),
        })
        .refine(({ kind, body }) => kind !== 'other' || body !== null, { path: ['body'], message: '请写明是什么意见' }),
    )
    .output(z.object({ result: z.enum(['saved', 'repeated']) })),
  answer: route('POST', '/opinions/{id}/answer', '答复产品意见')
    .input(z.object({ id: uuid, body: z.string().trim().min(1).max(400) }))
    .output(z.object({ answered: z.literal(true) })),
  tell: route('POST', '/opinions/{id}/told', '已转告客户')
    .input(z.object({ id: uuid }))
    .output(z.object({ told: z.literal(true) })),
}
