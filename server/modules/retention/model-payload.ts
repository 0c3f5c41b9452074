import { z } from 'zod'
import type { ModelCard } from '../../../learn/index.ts'

const figure = z.number().nullable()

/** What is asked for, and what whoever approves has to see: the model card's figures on the part held back. No personal data. */
export const modelPayload = z.object({
  version: z.int(),
  digest: z.string(),
  /** the first business date it may score */
  validFrom: z.string(),
  /** in force, or silently beside it; requests of before have none: in force */
  part: z.enum(['champion', 'challenger']).optional(),
  /** the challenger's version that is to be put in force by this one */
  promotes: z.int().optional(),
  table: z.string(),
  splitBy: z.enum(['time', 'random']),
  trained: z.int(),
  held: z.int(),
  left: z.int(),
  auc: figure,
  averagePrecision: figure,
  liftTenth: figure,
  logLoss: z.number(),
  brier: z.number(),
  said: z.number(),
  came: z.number(),
  topK: z.int(),
  topFound: z.int(),
  topLift: figure,
  calibration: z.array(z.object({ rows: z.int(), said: z.number(), came: z.number() })),
  groups: z.array(z.object({ column: z.string(), value: z.string(), rows: z.int(), auc: figure, said: z.number(), came: z.number() })),
  /** strongest first */
  weights: z.array(z.object({ features: z.array(z.string()), size: z.number() })),
  refused: z.array(z.string()),
})
export type ModelPayload = z.infer<typeof modelPayload>

const mostWeights = 12
const mostGroups = 40

/** The card's figures for the request. */
export function payloadOf(
  card: ModelCard,
  about: Pick<ModelPayload, 'version' | 'digest' | 'validFrom' | 'part' | 'promotes'>,
): ModelPayload {
  const { held, top, split } = card
  return {
    ...about,
    table: card.table,
    splitBy: split.by,
    trained: split.trained,
    held: held.rows,
    left: held.positives,
    auc: held.auc,
    averagePrecision: held.averagePrecision,
    liftTenth: held.liftTenth,
    logLoss: held.logLoss,
    brier: held.brier,
    said: held.said,
    came: held.came,
    topK: top.k,
    topFound: top.found,
    topLift: top.lift,
    calibration: card.calibration,
    groups: card.groups.slice(0, mostGroups).map(({ column, value, rows, auc, said, came }) => ({ column, value, rows, auc, said, came })),
    weights: card.weights.slice(0, mostWeights),
    refused: card.refused.map(({ column }) => column),
  }
}
