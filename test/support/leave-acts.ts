import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { openInput, stepInput, type OpenInput } from '../../server/modules/retention/contract.ts'
import { makeOffer, type OfferInput } from '../../server/modules/retention/make-offer.ts'
import { moveCase } from '../../server/modules/retention/move-case.ts'
import { openLeaveCase } from '../../server/modules/retention/open-leave-case.ts'
import { showCase } from '../../server/modules/retention/show-case.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import type { Scope } from '../../server/platform/database/scope.ts'
import type { Person } from '../../server/platform/http/context.ts'
import { scopes } from './published-bank.ts'

/** the night in force is of 20 November */
export const leaveNow = new Date('2026-11-21T10:00:00+08:00')
export const teller4: Scope = { ...scopes.teller, userId: 16, institutionId: 4, institutions: [4] }
export const compliance: Scope = { ...scopes.bank, userId: 18, role: 'compliance_officer' }
export const personOf = (scope: Scope): Person => ({ userId: scope.userId, login: `u${scope.userId}`, name: `员工${scope.userId}`, scope })

/** Acts in leave cases of the small bank (published-bank.ts), by the teller or the president of outlet 4 unless told otherwise. */
export function leaveActs(databases: Databases) {
  const open = (customerId: number, more: Partial<OpenInput> = {}, scope = teller4) =>
    openLeaveCase(
      databases.app,
      personOf(scope),
      openInput.parse({ id: randomUUID(), customerId: String(customerId), source: 'counter', reason: 'competitor', ...more }),
      leaveNow,
    )
  const only = async <T>(query: ReturnType<typeof sql<T>>): Promise<T | undefined> => (await query.execute(databases.owner)).rows[0]
  return {
    open,
    opened: async (customerId: number, more: Partial<OpenInput> = {}): Promise<string> => {
      const outcome = await open(customerId, more)
      if (typeof outcome === 'string') throw new Error(outcome)
      return outcome.id
    },
    step: (id: string, kind: string, more: object = {}, scope: Scope = scopes.outlet4, at = leaveNow) =>
      moveCase(databases.app, personOf(scope), stepInput.parse({ id, kind, note: '谈过', cameBack: false, ...more }), at),
    offer: (id: string, more: Partial<OfferInput> = {}, scope = teller4, at = leaveNow) =>
      makeOffer(
        databases.app,
        personOf(scope),
        { id, offer: 'rate', note: '一年期上浮 20 个基点', move: 'unwanted', layer: 'financial', ...more },
        at,
      ),
    page: async (id: string) => {
      const shown = await showCase(databases.app, personOf(scopes.outlet4), id, leaveNow)
      if (typeof shown === 'string') throw new Error(shown)
      return shown
    },
    caseOf: async (customerId: number): Promise<string> =>
      (await only(sql<{ id: string }>`select id from retention.leave_case where customer_id = ${customerId}`))?.id ?? '',
    requestOf: async (id: string): Promise<string> =>
      (
        await only(
          sql<{
            id: string
          }>`select approval_id as id from retention.case_step where case_id = ${id} and kind = 'asked' order by retention.case_step.id desc limit 1`,
        )
      )?.id ?? '',
    lastAudit: () =>
      only(
        sql<{ action: string; outcome: string; detail: object }>`select action, outcome, detail from audit.entry order by id desc limit 1`,
      ),
  }
}
