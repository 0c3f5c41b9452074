import { actorOf } from '../../platform/audit/entry.ts'
import { recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { maskedViewOf, shownName, type MaskedView } from '../privacy/index.ts'
import type { MessageRow } from './contract.ts'
import { waysOut } from './gateway.sql.ts'
import { countMessages, listedMessages, listedReplies, type ListedMessage } from './list.sql.ts'
import type { MessageState } from './message-terms.ts'
import { mayReadMessages, maySettle } from './message.policy.ts'
import { familyNameOf } from './salutation.rules.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'list-messages': true
  }
}

export interface MessageQuestion {
  states: MessageState[]
  customerId?: string | undefined
  mine: boolean
  offset: number
  limit: number
}

/** Messages in sight with how far each got; `counts` of all states. Where names are masked, they are taken out of the text as well (M98). */
export async function listMessages(database: Database, person: Person, question: MessageQuestion, now: Date) {
  if (!mayReadMessages(person.scope.role)) return refused(database, person)
  return withScope(database, person.scope, async (trx) => {
    const view = maskedViewOf(await policyAt(trx, businessDateOf(now)), person.scope.role)
    const customerId = question.customerId === undefined ? null : BigInt(question.customerId)
    const userId = question.mine ? person.userId : null
    const { states, offset, limit } = question
    const rows = await listedMessages(trx, { states, customerId, userId, offset, limit })
    const counts = await countMessages(trx, { states: [], customerId, userId })
    const wanted = Object.entries(counts).filter(([state]) => states.length === 0 || states.some((one) => one === state))
    return {
      rows: rows.map((row) => presented(row, view, person.userId)),
      total: wanted.reduce((sum, [, n]) => sum + n, 0),
      counts,
      gateways: await waysOut(trx),
      maySettle: maySettle(person.scope.role, true),
    }
  })
}

/** What customers in sight answered. */
export async function listReplies(database: Database, person: Person, limit: number, now: Date) {
  if (!mayReadMessages(person.scope.role)) return refused(database, person)
  return withScope(database, person.scope, async (trx) => {
    const view = maskedViewOf(await policyAt(trx, businessDateOf(now)), person.scope.role)
    const rows = await listedReplies(trx, limit)
    return {
      rows: rows.map(({ id, customerId, customerName, saidAt, ...row }) => ({
        ...row,
        id: id.toString(),
        customerId: customerId.toString(),
        customerName: shownName(customerName, view),
        saidAt: saidAt.toISOString(),
      })),
    }
  })
}

/** A message as a role sees it. */
export function presented({ userId, ...row }: ListedMessage, view: MaskedView, reader: number): MessageRow {
  const masked = (text: string) => (view.hidesNames ? withoutName(text, row.customerName) : text)
  return {
    ...row,
    customerId: row.customerId.toString(),
    customerName: shownName(row.customerName, view),
    title: row.title === null ? null : masked(row.title),
    body: masked(row.body),
    mine: userId === reader,
    queuedAt: row.queuedAt.toISOString(),
    nextAt: row.nextAt?.toISOString() ?? null,
    changedAt: row.changedAt.toISOString(),
  }
}

function withoutName(text: string, name: string | null): string {
  if (name === null) return text
  const given = name.slice(familyNameOf(name)?.length ?? 0)
  return [name, given].filter((part) => part !== '').reduce((held, part) => held.replaceAll(part, '**'), text)
}

async function refused(database: Database, person: Person): Promise<'FORBIDDEN'> {
  await recordRefusal(database, { actor: actorOf(person), action: 'list-messages' })
  return 'FORBIDDEN'
}
