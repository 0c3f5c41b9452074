import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'
import { projectDir } from '../../platform/home.ts'
import { screenSources } from './build-screens.ts'

/** Files that a file imports for more than their types, from the project's folder. */
function imported(path: string): string[] {
  const text = readFileSync(join(projectDir, path), 'utf8')
  const statements = text.matchAll(/^(?:import|export)\s(?!type\b)[^'"]*?from\s'(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm)
  return [...statements].map((found) => normalize(join(dirname(path), found[1] ?? found[2] ?? ''))).filter((name) => /\.tsx?$/.test(name))
}

it('knows everything the screens are built from: a change of any of it builds them anew', () => {
  const known = new Set(screenSources())
  const reached = new Set([...known].filter((path) => /^web\/.*\.tsx?$/.test(path)))
  for (const path of reached) for (const next of imported(path)) reached.add(next)
  expect([...reached].filter((path) => !known.has(path))).toEqual([])
  expect(reached).toContain('server/modules/privacy/contact-terms.ts')
})
