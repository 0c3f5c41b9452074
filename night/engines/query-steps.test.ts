import { describe, expect, it } from 'vitest'
import { loadModels } from '../run/models.ts'
import { isImport, queryOf, readsOf, stepsOf } from './query-steps.ts'

const query = `-- about
with
a as (
  select * from lake_a where kind in ('(', 'x')
),
-- a bracket ) in a comment
b as (select a.id, count(*) as n from a group by a.id)
select b.id from b join a on a.id = b.id join b other on other.id = a.id`

describe('stepsOf', () => {
  const taken = stepsOf(query)
  it('names the steps and the last select', () => {
    expect(taken.steps.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(taken.last.trim()).toMatch(/^select b\.id from b/)
    expect(taken.steps[1]?.body).toBe('select a.id, count(*) as n from a group by a.id')
  })
  it('counts who reads a step, and knows imports', () => {
    expect([readsOf(taken, 'a'), readsOf(taken, 'b')]).toEqual([2, 2])
    expect(taken.steps.map((step) => isImport(taken, step))).toEqual([true, false])
  })
  it('a query without steps is its last select', () => {
    expect(stepsOf('select 1 as one')).toEqual({ steps: [], last: 'select 1 as one' })
  })
  it('says which bracket is open', () => {
    expect(() => stepsOf('with a as (select 1')).toThrow('never closed')
  })
  it.each(loadModels())('$name is put together again as it was', ({ sql }) => {
    const bare = (text: string) => text.replace(/--.*$/gm, '').replace(/\s+/g, '').replaceAll(',', '')
    expect(bare(queryOf(stepsOf(sql)))).toBe(bare(sql))
  })
})
