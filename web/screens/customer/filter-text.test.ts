import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Filter } from '../../../server/modules/customer/contract.ts'
import { figureKeys } from '../../../server/modules/customer/figures.ts'
import { parseSearch, stringifySearch } from '../../search-text.ts'
import { readFilters, writeFilters } from './filter-text.ts'

it('writes filters a person can read', () => {
  expect(
    writeFilters([
      { figure: 'tier', op: 'in', values: ['potential', 'wealth'] },
      { figure: 'aum', op: 'at_least', values: ['5000000'] },
      { figure: 'manager', op: 'is_empty', values: [] },
    ]),
  ).toBe('tier.in.potential.wealth*aum.at_least.5000000*manager.is_empty')
})

it('reads back what it wrote, through the address, whatever the values hold', () => {
  const filter: fc.Arbitrary<Filter> = fc.record({
    figure: fc.constantFrom(...figureKeys),
    op: fc.constantFrom('in', 'at_least', 'at_most', 'above', 'below', 'is_empty', 'not_empty'),
    values: fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { maxLength: 4 }),
  })
  fc.assert(
    fc.property(fc.array(filter, { maxLength: 5 }), (filters) => {
      const address = stringifySearch({ f: writeFilters(filters) })
      expect(readFilters(parseSearch(address)['f'])).toEqual(filters)
    }),
  )
})

it('leaves out what makes no sense', () => {
  expect(readFilters('tier.in.wealth*nonsense.in.1*aum.like.3*name.in.%E0%A4*aum')).toEqual([
    { figure: 'tier', op: 'in', values: ['wealth'] },
  ])
  expect(readFilters(undefined)).toEqual([])
})
