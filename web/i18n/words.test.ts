import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { canonical, clusterRoles, institutionLevels, productCategories, staffRoles } from '../../night/extract/canonical.ts'
import { activities, figureKeys, figures, tiers } from '../../server/modules/customer/figures.ts'
import { words as english } from './en/index.ts'
import { words as chinese } from './zh-CN/index.ts'

const flat = (value: unknown, path = ''): [string, string][] =>
  typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value ?? {}).flatMap(([key, inner]) => flat(inner, path === '' ? key : `${path}.${key}`))
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1] ?? '').toSorted()

it('says the same in both languages, with the same numbers in it', () => {
  const inEnglish = new Map(flat(english))
  expect([...inEnglish.keys()].toSorted()).toEqual(
    flat(chinese)
      .map(([key]) => key)
      .toSorted(),
  )
  for (const [key, text] of flat(chinese)) expect([key, placeholders(inEnglish.get(key) ?? '')]).toEqual([key, placeholders(text)])
})

it('has every word that a screen asks for by name', () => {
  const known = new Set(flat(chinese).map(([key]) => key))
  const web = join(import.meta.dirname, '..')
  const asked = globSync('**/*.{ts,tsx}', { cwd: web }).flatMap((file) =>
    [...readFileSync(join(web, file), 'utf8').matchAll(/\bsay\('([\w.]+)'/g)].map((found) => found[1] ?? ''),
  )
  expect(asked.length).toBeGreaterThan(200)
  expect(asked.filter((key) => !known.has(key))).toEqual([])
})

it('has a word for every code of the glossary', () => {
  const lists: [keyof typeof chinese.domain, readonly string[]][] = [
    ['figure', figureKeys],
    ['tier', tiers],
    ['tier_move', figures.tier_move.values ?? []],
    ['activity', activities],
    ['bucket', figures.bucket.values ?? []],
    ['category', productCategories],
    ['level', institutionLevels],
    ['cluster_role', clusterRoles],
    ['role', staffRoles],
    ['status', canonical.customer.columns.status.values],
  ]
  for (const [list, codes] of lists) expect([list, Object.keys(chinese.domain[list]).toSorted()]).toEqual([list, [...codes].toSorted()])
})
