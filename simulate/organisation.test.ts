import { describe, expect, test } from 'vitest'
import { clusterSizes, organise } from './organisation.ts'

describe('organise', () => {
  test('three outlets are one sub-branch: a core outlet with two satellites', () => {
    const { institutions } = organise(3, 20_000, 1, '2025-01-01')
    expect(institutions.map(({ level, parent, role }) => [level, parent, role])).toEqual([
      ['head_office', null, null],
      ['branch', '0000', null],
      ['sub_branch', 'B001', null],
      ['outlet', 'S0001', 'core'],
      ['outlet', 'S0001', 'satellite'],
      ['outlet', 'S0001', 'satellite'],
    ])
  })

  test('a hundred outlets are two branches of five sub-branches, clusters of three to five', () => {
    const { institutions, outlets } = organise(100, 20_000, 1, '2025-01-01')
    const of = (level: string) => institutions.filter((institution) => institution.level === level)
    expect([of('branch').length, of('sub_branch').length, of('outlet').length, outlets.length]).toEqual([2, 10, 100, 100])
    expect(new Set(institutions.map(({ code }) => code)).size).toBe(institutions.length)
    const sizes = Object.values(Object.groupBy(of('outlet'), ({ cluster }) => cluster ?? '')).map((outletsOf) => outletsOf?.length ?? 0)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(3)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(5)
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('clusters of %i outlets have them all', (outlets) => {
    expect(clusterSizes(outlets).reduce((sum, size) => sum + size, 0)).toBe(outlets)
  })

  test('staff: eight relationship managers for 20,000 customers, at least two, one of each other role', () => {
    const roles = (customers: number): Record<string, number> => {
      const { staff } = organise(1, customers, 1, '2025-01-01')
      const atOutlet = staff.filter(({ institution, leftOn }) => institution === '1000' && leftOn === null)
      return Object.fromEntries(
        Object.entries(Object.groupBy(atOutlet, ({ role }) => role)).map(([role, people]) => [role, people?.length ?? 0]),
      )
    }
    expect(roles(20_000)).toEqual({ outlet_president: 1, relationship_manager: 8, lobby_manager: 1, teller: 4 })
    expect(roles(500).relationship_manager).toBe(2)
    expect(new Set(organise(100, 20_000, 1, '2025-01-01').staff.map(({ staffNo }) => staffNo)).size).toBe(
      organise(100, 20_000, 1, '2025-01-01').staff.length,
    )
  })
})
