import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, refusals } from '../../../platform/contract/terms.ts'

const figure = z.number().nullable()
const band = z.object({ rows: z.number().int(), said: z.number(), came: z.number() })
/** `steady`, moved somewhat, or so far that the model should be learned again; lines are policy rows. */
const driftLevels = ['steady', 'some', 'strong'] as const
const drift = z.enum(driftLevels)
export type DriftLevel = z.infer<typeof drift>

const measures = z.object({
  rows: z.number().int(),
  left: z.number().int(),
  auc: figure,
  averagePrecision: figure,
  liftTenth: figure,
  logLoss: z.number(),
  brier: z.number(),
  said: z.number(),
  came: z.number(),
})

const watch = z.object({
  businessDate,
  watchedAt: z.string(),
  rows: z.number().int(),
  said: z.number(),
  /** stability index of the chances; null: the card of the model has none to compare with */
  score: z.object({ index: z.number(), drift }).nullable(),
  features: z.array(z.object({ feature: z.string(), index: z.number(), missingThen: z.number(), missingNow: z.number(), drift })),
  /** on labels that came later */
  came: z.object({ measures, calibration: z.array(band), off: z.boolean() }).nullable(),
})
export type ModelWatch = z.infer<typeof watch>

const version = z.object({
  version: z.number().int(),
  /** in force, or silently beside it */
  part: z.enum(['champion', 'challenger']),
  /** of a challenger: no longer scored */
  state: z.enum(['proposed', 'approved', 'refused', 'withdrawn', 'ended']),
  promotes: z.number().int().nullable(),
  validFrom: businessDate,
  madeBy: z.string(),
  decidedBy: z.string().nullable(),
  held: measures,
})
export type ModelVersion = z.infer<typeof version>

const card = z.object({
  version: z.number().int(),
  table: z.string(),
  splitBy: z.enum(['time', 'random']),
  trained: z.number().int(),
  held: measures,
  /** the customers staff can reach */
  top: z.object({ k: z.number().int(), found: z.number().int(), lift: figure }),
  calibration: z.array(band),
  groups: z.array(
    z.object({ column: z.string(), value: z.string(), rows: z.number().int(), auc: figure, said: z.number(), came: z.number() }),
  ),
  /** strongest first; amounts are log-odds */
  shapes: z.array(
    z.object({
      feature: z.string(),
      weight: z.number(),
      steps: z.array(z.object({ bin: z.string(), rows: z.number(), amount: z.number() })),
    }),
  ),
  refused: z.array(z.string()),
})
export type ShownCard = z.infer<typeof card>

const difference = z.object({ of: z.number(), low: z.number(), high: z.number() })
const side = z.object({ measures, calibration: z.array(band) })
/** Both models on the customers of a night and what became of them; differences are challenger less champion with 95 % intervals. */
const comparison = z.object({
  champion: z.number().int(),
  scoredOn: businessDate,
  asOf: businessDate,
  comparedOn: businessDate,
  rows: z.number().int(),
  inForce: side,
  challenger: side,
  auc: difference,
  logLoss: difference,
  liftTenth: difference,
  /** share of redrawn customers on which the challenger is better */
  challengerBetter: z.number(),
  verdict: z.enum(['challenger', 'champion', 'open']),
})
export type Comparison = z.infer<typeof comparison>

const challenger = z.object({
  version: z.number().int(),
  validFrom: businessDate,
  held: measures,
  /** the last look at how differently both score */
  beside: z
    .object({
      champion: z.number().int(),
      scoredOn: businessDate,
      rows: z.number().int(),
      championSaid: z.number(),
      challengerSaid: z.number(),
      sameTop: z.number().int(),
      top: z.number().int(),
    })
    .nullable(),
  /** newest month end first */
  comparisons: z.array(comparison),
  /** from which day on the first month end's outcome is known */
  knownFrom: businessDate,
  leastLeft: z.number().int(),
  /** it is asked for in the inbox already */
  promoting: z.boolean(),
})
export type Challenger = z.infer<typeof challenger>

const problem = { MODEL_REFUSED: { status: 422, message: '模型不能这样提交' } } as const

export const modelContract = {
  show: oc
    .route({ method: 'GET', path: '/attrition-model', summary: '流失模型：在用版本、说明、漂移' })
    .errors(refusals)
    .input(z.object({}))
    .output(
      z.object({
        /** the version that scores the newest night; null: none does, and customers have no chance shown */
        inForce: card.nullable(),
        /** what is scored silently beside it */
        challenger: challenger.nullable(),
        /** newest first */
        versions: z.array(version),
        /** of the version in force, newest night first */
        watches: z.array(watch),
        lines: z.object({ someBp: z.number().int(), strongBp: z.number().int(), offBp: z.number().int() }),
      }),
    ),
  promote: oc
    .route({ method: 'POST', path: '/attrition-model/challenger/promotion', summary: '提交挑战者起用' })
    .errors({ ...refusals, ...problem })
    .input(z.object({ version: z.number().int(), reason: z.string().trim().min(1).max(500) }))
    .output(z.object({ id: z.string(), version: z.number().int() })),
  end: oc
    .route({ method: 'POST', path: '/attrition-model/challenger/end', summary: '结束挑战者' })
    .errors(refusals)
    .input(z.object({ version: z.number().int() }))
    .output(z.object({ fromOn: businessDate })),
}
