import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import { mayPrint } from '../message.policy.ts'
import { recipientsOf } from '../recipient.sql.ts'
import { lettersPdf, type LetterPage } from './letters-pdf.ts'
import { findBatch, lettersOf } from './print.sql.ts'

/**
 * The pages of one's own batch, with names and addresses in clear; each fetch is on record. Letters that were stopped or posted since are left out;
 * CONFLICT when none is left.
 */
export async function printFile(
  database: Database,
  person: Person,
  batchId: string,
  now: Date,
): Promise<File | 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT'> {
  const asked = { actor: actorOf(person), action: 'print-letters', subject: { kind: 'print_batch', id: batchId } } as const
  const outcome = mayPrint(person.scope.role)
    ? await withScope(database, person.scope, async (trx) => {
        const batch = await findBatch(trx, batchId)
        if (batch?.madeBy !== person.userId) return 'NOT_FOUND'
        const letters = (await lettersOf(trx, batchId)).filter(({ state }) => state === 'printed')
        const recipients = await recipientsOf(
          trx,
          letters.map(({ customerId }) => customerId),
        )
        const pages = letters.flatMap((letter): LetterPage[] => {
          const recipient = recipients.get(letter.customerId)
          if (!recipient?.address) return []
          const { medium, title, body, staffName, occasion } = letter
          return [
            {
              medium,
              title,
              body,
              staffName,
              occasion,
              name: recipient.name,
              address: recipient.address,
              outlet: recipient.institutionName,
              date: businessDateOf(now),
            },
          ]
        })
        if (pages.length === 0) return 'CONFLICT'
        await recordAudit(trx, { ...asked, institutionId: batch.institutionId, outcome: 'done', detail: { fetched: pages.length } })
        return pages
      })
    : ('FORBIDDEN' as const)
  if (typeof outcome !== 'string')
    return new File([Uint8Array.from(await lettersPdf(outcome, now))], `letters-${batchId.slice(0, 8)}.pdf`, { type: 'application/pdf' })
  await recordRefusal(database, { ...asked, detail: { refusal: outcome } })
  return outcome
}
