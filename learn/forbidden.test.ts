import { describe, expect, it } from 'vitest'
import { findForbidden, type ForbiddenList } from './forbidden.ts'

const lists: ForbiddenList[] = [
  { reason: '健康', names: ['health', 'blood_pressure', '健康'], sources: ['health', '健康'] },
  { reason: '儿童', names: ['child', 'children', '儿童'], sources: ['child'] },
  { reason: '不适用营销', names: ['not_for_marketing', 'code_n'], sources: [] },
]
const met = (...columns: string[]) => findForbidden(columns, lists).map(({ column }) => column)

describe('what must not enter', () => {
  it.each([
    'health',
    'health_score',
    'HealthScore',
    'customer.health',
    'is-health',
    '客户健康分',
    'childAge',
    'CHILDREN_count',
    'blood_pressure_high',
    'not_for_marketing',
    'code_n',
    '儿童账户',
  ])('%s is refused by name', (column) => expect(met(column)).toEqual([column]))

  it.each(['wealth', 'healthy', 'childless', 'encode_n', 'code', 'balance', 'pressure', '财富'])('%s may enter', (column) =>
    expect(met(column)).toEqual([]),
  )

  it('is refused by where it comes from, with what was met', () => {
    const sourceOf = (column: string) => (column === 'reading' ? ['privacy.health_reading'] : ['customer.csv'])
    expect(findForbidden(['reading', 'age'], lists, sourceOf)).toEqual([{ column: 'reading', met: 'health', by: 'source', reason: '健康' }])
  })
})
