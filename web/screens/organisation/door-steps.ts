import { ORPCError } from '@orpc/client'
import type { Enrolment } from '../../../server/modules/organisation/sign-on/contract.ts'
import { refusalCode } from '../../api/problem.ts'

/** What somebody at the door has typed so far; each step adds to it and everything is sent anew. */
export interface Given {
  login: string
  password: string
  code?: string
  newPassword?: string
}

/** What the door asks for next. */
export type Step = { asks: 'password' } | { asks: 'new_password' } | { asks: 'code' } | { asks: 'enrolment'; enrolment: Enrolment }

/** Which step a refusal leads to: a password that is right may not be all. */
export const stepAfter = (error: unknown, before: Step): Step => {
  switch (refusalCode(error)) {
    case 'PASSWORD_CHANGE_NEEDED':
    case 'PASSWORD_REFUSED':
      return { asks: 'new_password' }
    case 'SECOND_FACTOR_NEEDED':
      return { asks: 'code' }
    case 'SECOND_FACTOR_ENROLMENT':
      return { asks: 'enrolment', enrolment: enrolmentOf(error) }
    case 'WRONG_CREDENTIALS':
    case 'TOO_MANY_ATTEMPTS':
    case 'LOCAL_SIGN_IN_OFF':
      return { asks: 'password' }
    default:
      return before
  }
}

const enrolmentOf = (error: unknown): Enrolment => {
  const data: Partial<Enrolment> = error instanceof ORPCError && typeof error.data === 'object' ? (error.data ?? {}) : {}
  return { uri: data.uri ?? '', secret: data.secret ?? '' }
}

/** Whether a refusal only asks for the next step, and is no news by itself. */
export const isNextStep = (error: unknown): boolean =>
  ['PASSWORD_CHANGE_NEEDED', 'SECOND_FACTOR_NEEDED', 'SECOND_FACTOR_ENROLMENT'].includes(refusalCode(error) ?? '')
