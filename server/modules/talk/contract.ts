import { oc } from '@orpc/contract'
import { z } from 'zod'
import { refusals } from '../../platform/contract/terms.ts'
import { interests } from '../contact/contract.ts'
import { needDrives } from '../dossier/contract.ts'
import { reasonCodes } from '../today/contract.ts'

/** Prepare → contact → present → objections → close → after the sale (M30); `need`: what is underneath a product family (M32). */
export const talkSteps = ['opening', 'need', 'objection', 'closing', 'after'] as const
export type TalkStep = (typeof talkSteps)[number]

const cardKey = z.number().int().positive().max(2_147_483_647)
const written = {
  step: z.enum(talkSteps),
  /** the product family it names */
  family: z.enum(interests).nullable().default(null),
  reason: z.enum(reasonCodes).nullable().default(null),
  drive: z.enum(needDrives).nullable().default(null),
  spoken: z.boolean().nullable().default(null),
  title: z.string().trim().min(1).max(60),
  body: z.string().trim().min(1).max(400),
}
const card = z.object({
  ...written,
  id: cardKey,
  /** contacts it was used in, as far as the reader sees them, and what came of them */
  used: z.number().int(),
  reached: z.number().int(),
  /** pleased or calm */
  welcome: z.number().int(),
  /** an interest, a meeting, an invitation or a product came of it */
  onward: z.number().int(),
  refused: z.number().int(),
})
export type TalkCard = z.infer<typeof card>

const wish = z
  .object({ ...written, replaces: cardKey.nullable().default(null), why: z.string().trim().min(1).max(200) })
  .refine(
    ({ step, family, drive, spoken }) => (step === 'need') === (drive !== null && spoken !== null) && (step !== 'need' || family !== null),
    {
      path: ['family'],
      message: '需求要写明产品类别、维持还是进取、客户会不会自己说出来；其余不写这几项',
    },
  )
export type TalkWish = z.infer<typeof wish>

const route = (method: 'GET' | 'POST', path: `/${string}`, summary: string) =>
  oc.route({ method, path, summary }).errors({
    ...refusals,
    FORBIDDEN_WORDS: { status: 409, message: '话术里有禁用的词（承诺收益、返利等），请修改' },
    UNDER_WAY: { status: 409, message: '这条话术已有一份待复核的修改，请先等它办结' },
  })

export const talkContract = {
  list: route('GET', '/talk', '话术库')
    .input(z.object({}))
    .output(z.object({ cards: z.array(card), mayWrite: z.boolean() })),
  write: route('POST', '/talk', '新增或修改话术')
    .input(wish)
    .output(z.object({ outcome: z.enum(['saved', 'asked']) })),
  end: route('POST', '/talk/{id}/end', '停用话术')
    .input(z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) }))
    .output(z.object({ ended: z.literal(true) })),
}
