import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDuckdbEngine } from '../engines/duckdb-engine.ts'
import type { Engine } from '../engines/engine.ts'
import { readCases, runCase } from '../run/cases.ts'
import { loadModels } from '../run/models.ts'
import { readPolicyPack } from '../run/policies.ts'

const models = loadModels()
const pack = readPolicyPack(join(import.meta.dirname, '../../server/modules/policy/packs/cn'))
let engine: Engine
beforeAll(async () => {
  engine = await openDuckdbEngine({ threads: 1 })
})
afterAll(() => engine.close())

describe.each(models)('model $name', (model) => {
  const cases = readCases(model)

  it('has given-rows → expected-rows cases', () => {
    expect(cases.length).toBeGreaterThan(0)
  })

  it.each(cases)('$case', async (given) => {
    const { expected, got } = await runCase(engine, models, model, given, pack)
    expect(got).toEqual(expected)
    expect(await engine.columnsOf('case_result')).toEqual(Object.keys(model.columns))
  })
})
