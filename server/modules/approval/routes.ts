import { implement } from '@orpc/server'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { approvalContract } from './contract.ts'
import { decideRequest, type Decided, type Refused } from './decide-request.ts'
import type { ApprovalKind } from './kind.ts'
import { kindsByCode } from './kinds.ts'
import { countWaiting, listRequests, openRequest } from './list-requests.ts'

const os = implement(approvalContract).$context<RequestContext>().use(signedIn)

type Refuse = Record<'NOT_FOUND' | 'FORBIDDEN' | 'CONFLICT' | 'EXPIRED', (options?: { message: string }) => Error>

/** Gives a decision on, or throws the contract's error for why there is none, saying what to do next. */
function decided(outcome: Decided | Refused, errors: Refuse): Decided {
  if (!('refused' in outcome)) return outcome
  switch (outcome.refused) {
    case 'not_found':
      throw errors.NOT_FOUND()
    case 'expired':
      throw errors.EXPIRED()
    case 'own':
      throw errors.FORBIDDEN({ message: '不能审批自己提交的申请，请由另一位有权限的同事办理' })
    case 'twice':
      throw errors.FORBIDDEN({ message: '您已办理过这份申请的前一环节，这一环节请由另一位同事办理' })
    case 'not_yours':
      throw errors.FORBIDDEN()
    case 'closed':
      throw errors.CONFLICT({ message: '这份申请已经办结，请刷新后查看结果' })
    case 'clock':
      throw errors.CONFLICT({ message: '系统时间早于申请的提交时间，请管理员核对服务器时钟后再办理' })
    case 'conflict':
      throw errors.CONFLICT({ message: outcome.message })
  }
}

/** The inbox of all approvals; `kinds` are those of every module. */
export function approvalRoutes(list: readonly ApprovalKind[]) {
  const kinds = kindsByCode(list)
  return os.router({
    list: os.list.handler(({ input, context: { database, person, now } }) => listRequests(database, kinds, person, input, now())),
    count: os.count.handler(({ context: { database, person, now } }) => countWaiting(database, kinds, person, now())),
    get: os.get.handler(async ({ input, context: { database, person, now }, errors }) => {
      const found = await openRequest(database, kinds, person, input.id, now())
      if (found === 'NOT_FOUND') throw errors.NOT_FOUND()
      return found
    }),
    decide: os.decide.handler(async ({ input, context: { database, person, now }, errors }) =>
      decided(await decideRequest(database, kinds, person, input, now()), errors),
    ),
    withdraw: os.withdraw.handler(async ({ input, context: { database, person, now }, errors }) =>
      decided(await decideRequest(database, kinds, person, { ...input, outcome: 'withdrawn' }, now()), errors),
    ),
  })
}
