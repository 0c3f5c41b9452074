import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { canonical, clusterRoles, institutionLevels, productCategories, staffRoles } from '../../night/extract/canonical.ts'
import { activities, figureKeys, figures, tiers } from '../../server/modules/customer/figures.ts'
import { words as english } from './en/index.ts'
import { words as atTheDoor } from './zh-CN/door.ts'
import { words as chinese } from './zh-CN/index.ts'

const web = join(import.meta.dirname, '..')
/** Words that files ask for by name; those that they put together end in a dot or where the rest begins. */
const askedBy = (files: string | string[], quote: "'" | '`'): string[] =>
  globSync(files, { cwd: web }).flatMap((file) =>
    [...readFileSync(join(web, file), 'utf8').matchAll(new RegExp(`\\bsay\\(${quote}([\\w.]+)`, 'g'))].map((found) => found[1] ?? ''),
  )
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
  const asked = askedBy('**/*.{ts,tsx}', "'")
  expect(asked.length).toBeGreaterThan(200)
  expect(asked.filter((key) => !known.has(key))).toEqual([])
})

it('has at the door whatever is said before anybody has signed in', () => {
  const known = flat(atTheDoor).map(([key]) => key)
  const files = [
    'screens/organisation/{sign-in,door-*,enrolment-picture,password-words}.{ts,tsx}',
    'screens/shell/route-states.tsx',
    'api/problem.ts',
  ]
  const asked = askedBy(files, "'")
  expect(asked.length).toBeGreaterThan(25)
  expect(asked.filter((key) => !known.includes(key))).toEqual([])
  expect(askedBy(files, '`').filter((key) => !known.some((one) => one.startsWith(key)))).toEqual([])
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
