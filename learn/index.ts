/** What the rest of the program may use of the glass-box model (README.md). */
export { modelFileSchema, type Measures, type ModelCard, type ModelFile } from './card.ts'
/** Two models side by side, before and after it is known what happened. */
export { besideOf, compareChances, type ModelsBeside, type ModelsCompared } from './compare.ts'
/** How far customers have moved from those a model was learned from. */
export { driftOf, type Drift } from './drift.ts'
export { findForbidden, type ForbiddenList } from './forbidden.ts'
export { learnTable } from './learn-table.ts'
export { chanceOf, columnsRead, modelRows } from './model.ts'
export { joinLabel } from './join-label.ts'
export { LearnRefusal, type LearnProblem } from './refusal.ts'
export { scoreSql } from './score-sql.ts'
export { scoreTableFile } from './score-table.ts'
export { shapesOf, type ShapeStep } from './shapes.ts'
export { openTable } from './open-table.ts'
/** A table whose rows are read part by part: what is learned from, scored and watched. */
export type { TableFile } from '../night/engines/table-file.ts'
export { curveOfCounts, type LifetimeCount, type SurvivalStep } from './survival.ts'
export { standardSettings } from './settings.ts'
