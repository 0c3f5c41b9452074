import type { ColumnTypes, Engine } from '../engines/engine.ts'

/** The model of who leaves that is in force on the business date (M12), as the night needs it. */
export interface AttritionModel {
  /** number of the version, for the record */
  version: number
  /** portable SQL over `attrition_feature` that gives the columns of `attritionScoreColumns`, a row a customer */
  query: string
}

/** A second model that is scored silently beside the one in force (M12). */
export interface ChallengerModel {
  version: number
  /** portable SQL over `attrition_feature` that gives the columns of `attritionBesideColumns`, a row a customer */
  query: string
}

const reason = (rank: number): ColumnTypes => ({
  [`reason_${rank}`]: 'integer',
  [`reason_${rank}_bin`]: 'integer',
  [`reason_${rank}_points`]: 'bigint',
})

/** The relation `attrition_score`, empty when no model is in force. Points are millionths of log-odds. */
export const attritionScoreColumns: ColumnTypes = {
  customer_id: 'bigint',
  model_version: 'integer',
  points: 'bigint',
  probability_bp: 'integer',
  ...reason(1),
  ...reason(2),
  ...reason(3),
}

/** The relation `attrition_beside`, what a challenger says of the same customers; empty while none stands. Points are millionths of log-odds. */
export const attritionBesideColumns: ColumnTypes = { customer_id: 'bigint', model_version: 'integer', points: 'bigint' }

/**
 * Gives the night `attrition_score` and `attrition_beside`. The features must be there: call it when a model reads the scores, not before. While a challenger stands, the
 * scores are read twice, so they are worked out once and kept.
 */
export async function registerScores(
  engine: Engine,
  model: AttritionModel | undefined,
  challenger: ChallengerModel | undefined,
): Promise<void> {
  if (!model) await engine.registerRows('attrition_score', attritionScoreColumns, [])
  else if (challenger) await engine.keep('attrition_score', model.query)
  else await engine.defineView('attrition_score', model.query)
  if (challenger) await engine.defineView('attrition_beside', challenger.query)
  else await engine.registerRows('attrition_beside', attritionBesideColumns, [])
}
