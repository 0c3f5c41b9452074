import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '../../night/engines/engine.ts'
import { readCases, runCase } from '../../night/run/cases.ts'
import { loadModels } from '../../night/run/models.ts'
import { readPolicyPack } from '../../night/run/policies.ts'
import { projectDir } from '../../server/platform/home.ts'
import { openTestEngine } from './engine.ts'

const models = loadModels()
const pack = readPolicyPack(join(projectDir, 'server/modules/policy/packs/cn'))
let engine: Engine
beforeAll(async () => {
  engine = await openTestEngine('local[1]')
})
afterAll(() => engine.close())

it.each(models)('model $name gives on Spark what its cases expect', async (model) => {
  for (const given of readCases(model)) {
    const { expected, got } = await runCase(engine, models, model, given, pack)
    expect(got, given.case).toEqual(expected)
  }
})
