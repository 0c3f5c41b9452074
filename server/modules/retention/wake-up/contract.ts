import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, fen, refusals } from '../../../platform/contract/terms.ts'

/** M07, without the active */
export const sleepyActivities = ['cooling', 'dormant', 'lost'] as const
export const wakeUpStates = ['running', 'watching', 'done', 'stopped'] as const

const institutionId = z.number().int().min(1).max(2_147_483_647)
const fromFen = fen.refine((text) => /^\d{1,14}$/.test(text), '金额应在 0 到 1 万亿元之间')
const who = z.object({
  institutionId,
  activities: z.array(z.enum(sleepyActivities)).min(1).max(3),
  /** AUM from, fen */
  fromFen: fromFen.default('0'),
  /** offered customers a wave; left out: what capacity allows */
  waveSize: z.number().int().min(1).max(100_000).optional(),
})
export type Who = z.infer<typeof who>
export const startInput = who.extend({
  /** made on the device: a form sent twice starts one programme */
  id: z.uuid(),
  name: z.string().trim().min(1).max(40),
})
export type StartInput = z.infer<typeof startInput>

const count = z.number().int()
const preview = z.object({
  businessDate,
  /** sleepy customers in sight, and why some of them are not drawn */
  found: count,
  withoutManager: count,
  /** no usable phone or fresh address, or no permission for any channel */
  notContactable: count,
  inOther: count,
  eligible: count,
  offered: count,
  heldOut: count,
  holdoutBp: count,
  managers: count,
  /** the most that capacity allows a wave */
  capacity: count,
  waveSize: count,
  waveDays: count,
  waves: count,
  windowDays: count,
  /** the day on which the last window is over */
  endsOn: businessDate,
  /** the smallest difference of shares woken that this size most likely tells apart from nothing */
  smallestToldBp: count,
  tooFew: z.boolean(),
})
export type WakeUpPreview = z.infer<typeof preview>

const verdict = z.enum(['more', 'less', 'cannot_tell'])
const arm = z.object({ customers: count, woken: count, shareBp: z.number(), changeFen: fen })
const effect = z.object({
  offered: arm,
  heldOut: arm,
  woken: z.object({ valueBp: z.number(), lowBp: z.number(), highBp: z.number(), verdict }),
  /** fen a customer */
  kept: z.object({ valueFen: fen, lowFen: fen, highFen: fen, verdict }),
})
export type WakeUpEffect = z.infer<typeof effect>

const wave = z.object({
  wave: count,
  fromOn: businessDate,
  untilOn: businessDate,
  begun: z.boolean(),
  dropped: z.boolean(),
  offered: count,
  /** of those offered: turned to since the wave began; an act of their own since */
  contacted: count,
  woken: count,
})
export type Wave = z.infer<typeof wave>

const programme = z.object({
  id: z.uuid(),
  name: z.string(),
  institutionName: z.string(),
  activities: z.array(z.enum(sleepyActivities)),
  fromFen: fen,
  startedOn: businessDate,
  startedBy: z.string(),
  state: z.enum(wakeUpStates),
  stoppedOn: businessDate.nullable(),
  endsOn: businessDate,
  windowDays: count,
  holdoutBp: count,
  confidenceBp: count,
  offered: count,
  heldOut: count,
  /** of those held out: turned to for other reasons, as everybody is */
  heldOutContacted: count,
  waves: z.array(wave),
  /** when every window is over; null before, and where too few are left */
  effect: effect.nullable(),
  mayStop: z.boolean(),
})
export type Programme = z.infer<typeof programme>

export const wakeUpContract = {
  list: oc
    .route({ method: 'GET', path: '/wake-ups', summary: '唤醒：进度与效果' })
    .errors(refusals)
    .input(z.object({ institutionId: z.coerce.number().int().optional() }))
    .output(z.object({ programmes: z.array(programme), mayStart: z.boolean() })),
  preview: oc.route({ method: 'POST', path: '/wake-ups/preview', summary: '唤醒：开始前测算' }).errors(refusals).input(who).output(preview),
  start: oc
    .route({ method: 'POST', path: '/wake-ups', summary: '唤醒：抽签并开始' })
    .errors({
      ...refusals,
      TOO_FEW: { status: 422, message: '可以唤醒的客户太少，留不出对照组，看不出效果：请扩大范围，或由上级机构统一开展' },
    })
    .input(startInput)
    .output(z.object({ id: z.uuid(), offered: count, heldOut: count, waves: count })),
  stop: oc
    .route({ method: 'POST', path: '/wake-ups/{id}/stop', summary: '唤醒：停止后面的批次' })
    .errors(refusals)
    .input(z.object({ id: z.uuid(), reason: z.string().trim().min(1).max(200) }))
    .output(z.object({ id: z.uuid() })),
}
