import { describe, expect, it } from 'vitest'
import { parseSql } from '../engines/parse-sql.ts'
import { loadModels } from '../run/models.ts'
import { portabilityProblems } from './portability.ts'

const problemsOf = async (sql: string) => portabilityProblems(sql, (await parseSql([sql]))[0] ?? {})

describe('portable SQL', () => {
  it.each(loadModels())('model $name runs on DuckDB and Spark alike', async (model) => {
    expect(await problemsOf(model.sql)).toEqual([])
  })

  it.each([
    ['select a::bigint as a from t', 'cast by ::'],
    ['with t as (select * from x) select a from t qualify row_number() over (order by a nulls last) = 1', 'qualify'],
    ['with t as (select * exclude (b) from x) select a from t', 'star with exclude, replace or columns'],
    ['with t as (select * from x) select a // 2 as a from t', 'function //'],
    ['with t as (select * from x) select a / 2 as a from t', 'function /'],
    ['with t as (select * from x) select [a] as a from t', 'function list_value'],
    ['with t as (select * from x) select sum(a) over (order by b) as a from t', 'order by without nulls first or last'],
    ['with t as (select * from x) select cast(a as double) as a from t', 'cast to DOUBLE'],
    ['with t as (select * from x) select try_cast(a as bigint) as a from t', 'try_cast'],
    ['with t as (select * from x) select list(a) as a from t', 'function list'],
    ['with t as (select * from x) select a from t semi join t u on t.a = u.a', 'SEMI join'],
    ['with t as (select * from x) select sum(a) filter (where b) as a from t', 'filter clause of sum'],
    ['with t as (select * from x) select a from (select a from t) u', 'SUBQUERY in from'],
    [
      'with t as (select * from x), u as (select t.a from t join y on y.a = t.a) select a from u',
      'step u reads y and more: import it first',
    ],
    ['with t as (select * from x), u as (select a from t), v as (select * from y) select a from u', 'import v after other steps'],
    ['with t as (select * from x) select a, count(*) as n from t group by a', 'the last select groups'],
    ['with t as (select * from x) select distinct a from t', 'the last select drops duplicates'],
    ['select a from x', 'the last select reads x without an import'],
  ])('refuses %s', async (sql, problem) => {
    expect(await problemsOf(sql)).toContain(problem)
  })

  it('says why a text is no SQL', async () => {
    await expect(parseSql(['select from where'])).rejects.toThrow('no SQL query')
  })
})
