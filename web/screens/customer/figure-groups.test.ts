import { expect, it } from 'vitest'
import { figureKeys } from '../../../server/modules/customer/figures.ts'
import { figureGroups } from './figure-groups.ts'

it('holds every figure exactly once', () => {
  expect(Object.values(figureGroups).flat().toSorted()).toEqual([...figureKeys].toSorted())
})
