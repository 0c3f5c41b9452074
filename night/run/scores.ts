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

/** The relation `attrition_score`, empty when no model is in force. */
export const attritionScoreColumns: ColumnTypes = {
  customer_id: 'bigint',
  model_version: 'integer',
  probability_bp: 'integer',
  ...reason(1),
  ...reason(2),
  ...reason(3),
}

/** The relation `attrition_beside`, what two models say of the same customer; empty while none challenges. Points are millionths of log-odds. */
export const attritionBesideColumns: ColumnTypes = {
  customer_id: 'bigint',
  model_version: 'integer',
  champion_version: 'integer',
  points: 'bigint',
  champion_points: 'bigint',
}

/** Gives the night `attrition_beside`, under the same condition as `registerScores`. */
export async function registerBeside(engine: Engine, challenger: ChallengerModel | undefined): Promise<void> {
  if (challenger) await engine.defineView('attrition_beside', challenger.query)
  else await engine.registerRows('attrition_beside', attritionBesideColumns, [])
}

/** Gives the night `attrition_score`. The features must be there: call it when a model reads the scores, not before. */
export async function registerScores(engine: Engine, model: AttritionModel | undefined): Promise<void> {
  if (model) await engine.defineView('attrition_score', model.query)
  else await engine.registerRows('attrition_score', attritionScoreColumns, [])
}
