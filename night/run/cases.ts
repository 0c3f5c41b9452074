import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Cell, ColumnTypes, Engine } from '../engines/engine.ts'
import { lakeRelations } from './lake-columns.ts'
import { columnTypesOf } from './models.ts'
import type { Model } from './models.ts'
import { nightRelations } from './periods.ts'
import { effectiveAt, policyRelation } from './policies.ts'
import type { PolicyRow } from './policies.ts'

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])
const rows = z.array(z.record(z.string(), cell))
const caseSchema = z.object({
  case: z.string(),
  /** values instead of the pack's, by key */
  policies: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  /** rows of relations the model reads; a relation left out is empty (`night` and `policy` excepted), a column left out is null */
  given: z.record(z.string(), rows),
  /** all rows the model gives, in the order of its key; columns left out are not looked at */
  expect: rows,
})
const fileSchema = z.object({
  /** rows every case of the file begins with, unless it gives the relation itself */ given: z.record(z.string(), rows).default({}),
  cases: z.array(caseSchema).min(1),
})
export type ModelCase = z.infer<typeof caseSchema>

/** The given-rows → expected-rows cases beside a model (`x.cases.yml`). */
export function readCases(model: Model): ModelCase[] {
  const file = `${model.path}.cases.yml`
  if (!existsSync(file)) return []
  const content = fileSchema.safeParse(parse(readFileSync(file, 'utf8')))
  if (!content.success) throw new Error(`${file}: ${z.prettifyError(content.error)}`)
  const { given, cases } = content.data
  return cases.map((each) => ({ ...each, given: { ...given, ...each.given } }))
}

/** The columns of a relation a model may read. A month model's rows carry `months_ago` beside its own. */
export function relationColumns(models: readonly Model[], relation: string, policies: ColumnTypes): ColumnTypes {
  if (relation === 'policy') return policies
  const model = models.find((each) => each.name === relation)
  const columns = model ? columnTypesOf(model) : (lakeRelations[relation] ?? nightRelations[relation])
  if (!columns) throw new Error(`no relation ${relation}: a model, lake_<table>, ${Object.keys(nightRelations).join(', ')} or policy`)
  return model?.runs === 'month' ? { ...columns, months_ago: 'integer' } : columns
}

const comparable = (value: unknown): Cell =>
  typeof value === 'bigint' ? String(value) : typeof value === 'number' ? String(value) : ((value ?? null) as Cell)

export interface CaseOutcome {
  expected: Record<string, Cell>[]
  got: Record<string, Cell>[]
}

/** Runs one case on a real engine; numbers are compared as text, as fen exceed what JavaScript counts. */
export async function runCase(
  engine: Engine,
  models: readonly Model[],
  model: Model,
  given: ModelCase,
  pack: readonly PolicyRow[],
): Promise<CaseOutcome> {
  const own = Object.entries(given.policies).map(([key, value]) => ({ key, validFrom: '1900-01-02', value: String(value) }))
  const policy = policyRelation(effectiveAt([...pack, ...own], '2999-12-31'))
  const unread = Object.keys(given.given).filter((relation) => !model.references.includes(relation))
  if (unread.length > 0 && unread.length === Object.keys(given.given).length)
    throw new Error(`${model.name} reads none of ${unread.join(', ')}`)
  for (const relation of model.references) {
    const columns = relationColumns(models, relation, policy.columns)
    const given_ = relation === 'policy' ? [policy.row] : (given.given[relation] ?? [])
    for (const row of given_)
      for (const column of Object.keys(row))
        if (!(column in columns)) throw new Error(`case "${given.case}": ${relation} has no column ${column}`)
    await engine.registerRows(relation, columns, given_)
  }
  await engine.keep('case_result', model.sql)
  const order = model.key.map((column) => `${column} asc nulls last`).join(', ')
  const result = await engine.rows(`select * from case_result order by ${order}`)
  const got = result.map((row, index) =>
    Object.fromEntries(Object.keys(given.expect[index] ?? row).map((column) => [column, comparable(row[column])])),
  )
  return {
    expected: given.expect.map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, comparable(value)]))),
    got,
  }
}
