import { actorOf } from '../../platform/audit/entry.ts'
import { recordRefusal } from '../../platform/audit/record.ts'
import { againWhenRaced } from '../../platform/database/again-when-raced.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import type { Draft } from './message-terms.ts'
import { queueMessage, type MessageRefusal, type Queued } from './queue-message.ts'

/** Puts a message into the outbox by itself; a refusal is on record, without the words. The same message from two sides at once is one. */
export async function sendOne(database: Database, person: Person, draft: Draft, now: Date): Promise<Queued | MessageRefusal> {
  const outcome = await againWhenRaced(() => withScope(database, person.scope, (trx) => queueMessage(trx, person, draft, now)))
  if ('refused' in outcome) {
    const { id, medium, purpose, customerId } = draft
    await recordRefusal(database, {
      actor: actorOf(person),
      action: 'queue-message',
      subject: { kind: 'customer', id: customerId },
      purpose,
      detail: { id, medium, refusal: outcome.refused },
    })
  }
  return outcome
}
