import type { TableFile } from '../night/engines/table-file.ts'
import { calibrationBands, measure, measureGroups, measureTop, scoreBandsOf, weightsOf, type ModelFile } from './card.ts'
import { fitModel } from './fit.ts'
import { chanceOf } from './model.ts'
import { createScorer } from './score.ts'
import { splitRows } from './split.ts'
import { gather, takeRows } from './table.ts'
import { readTrainingTable, type TrainingWish } from './training-table.ts'
import type { FitSettings } from './settings.ts'

export interface LearnWish extends TrainingWish {
  /** the table's name, as the card says it */
  tableName: string
  /** share of the rows held back for the back-test */
  held: number
  /** customers staff can reach: lift among the k highest */
  k: number
  seed: number
  /** seconds since some start, for the card */
  seconds: () => number
  settings?: FitSettings
}

/** Learns from a table and tests what was learned on the part held back, which nothing of the fit has seen. Throws LearnRefusal. */
export async function learnTable(file: TableFile, wish: LearnWish): Promise<ModelFile> {
  const started = wish.seconds()
  const training = await readTrainingTable(file, wish)
  const { features, label } = training
  const split = splitRows(features.rows, wish.held, wish.seed, training.time)
  const { model, calibrated } = await fitModel({
    table: takeRows(features, split.trained),
    label: gather(new Uint8Array(split.trained.length), label, split.trained),
    named: { column: wish.label, positive: training.positive },
    directions: wish.directions,
    seed: wish.seed,
    settings: wish.settings,
  })
  const came = gather(new Uint8Array(split.held.length), label, split.held)
  const chance = createScorer(model).score(takeRows(features, split.held)).points.map(chanceOf)
  const groups = takeRows({ rows: features.rows, columns: training.groups }, split.held).columns
  const card = {
    table: wish.tableName,
    seed: wish.seed,
    split: {
      by: split.by,
      trained: split.trained.length,
      held: split.held.length,
      from: split.from === undefined ? null : new Date(split.from * 86_400_000).toISOString().slice(0, 10),
    },
    unlabelled: training.unlabelled,
    held: measure(came, chance),
    top: measureTop(came, chance, wish.k),
    calibration: calibrationBands(came, chance),
    scoreBands: scoreBandsOf(chance),
    calibrated: calibrated ?? null,
    groups: groups.flatMap((column) => measureGroups(column, came, chance)),
    refused: training.refused,
    dropped: training.dropped,
    weights: weightsOf(model),
    seconds: wish.seconds() - started,
  }
  return { model, card }
}
