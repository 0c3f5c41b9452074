import { ORPCError } from '@orpc/client'
import { expect, it } from 'vitest'
import { isNextStep, stepAfter, type Step } from './door-steps.ts'

const refused = (code: string, data?: unknown) => new ORPCError(code, { status: 403, data })
const code: Step = { asks: 'code' }

it('leads from a right password to whatever else is asked, and from a wrong one to the beginning', () => {
  expect(stepAfter(refused('PASSWORD_CHANGE_NEEDED'), { asks: 'password' })).toEqual({ asks: 'new_password' })
  expect(stepAfter(refused('SECOND_FACTOR_NEEDED'), { asks: 'new_password' })).toEqual(code)
  const data = { uri: 'otpauth://totp/x', secret: 'ABC' }
  expect(stepAfter(refused('SECOND_FACTOR_ENROLMENT', data), { asks: 'password' })).toEqual({ asks: 'enrolment', enrolment: data })
  expect(stepAfter(refused('WRONG_CREDENTIALS'), code)).toEqual({ asks: 'password' })
})

it('stays where a code was wrong or the network is gone', () => {
  expect(stepAfter(refused('WRONG_CODE'), code)).toBe(code)
  expect(stepAfter(new TypeError('Failed to fetch'), code)).toBe(code)
  expect([isNextStep(refused('SECOND_FACTOR_NEEDED')), isNextStep(refused('WRONG_CODE')), isNextStep(new TypeError('x'))]).toEqual([
    true,
    false,
    false,
  ])
})
