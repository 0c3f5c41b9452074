import { actorOf } from '../../platform/audit/entry.ts'
import { recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { longestValue, recipientOf, renderTemplate, templateInUse, valuesOf, type Medium } from '../message/index.ts'
import { introductionOf } from './check.sql.ts'
import { mayReadHandovers } from './handover.policy.ts'

/** the wording that compliance approves for it */
const wording = 'introduction'
const largestId = 2n ** 63n - 1n

/** What a new manager says first: in whose place, since when, what was promised; and the approved words to send, when there are any. */
export interface Introduction {
  fromName: string | null
  toName: string
  institutionName: string
  takesEffectOn: string
  promises: { what: string; dueOn: string }[]
  draft: { template: string; number: string; media: Medium[]; text: string; values: Record<string, string> } | null
}

/**
 * Drafts the introduction of the manager to whom a customer was handed over (M29): whoever wears that hat sends it through the outbox, where the permission answer
 * is asked and it becomes a contact. NOT_FOUND: not in sight, or no hand-over stands.
 */
export async function draftIntroduction(
  database: Database,
  person: Person,
  customerNumber: string,
  now: Date,
): Promise<Introduction | 'FORBIDDEN' | 'NOT_FOUND'> {
  const refuse = async (code: 'FORBIDDEN' | 'NOT_FOUND') => {
    const subject = { kind: 'customer', id: customerNumber }
    await recordRefusal(database, { actor: actorOf(person), action: 'open-handover', subject, detail: { refusal: code } })
    return code
  }
  if (!mayReadHandovers(person.scope.role)) return refuse('FORBIDDEN')
  const customerId = BigInt(customerNumber)
  const today = businessDateOf(now)
  const found = await withScope(database, person.scope, async (trx) => {
    const recipient = customerId > largestId ? undefined : await recipientOf(trx, customerId)
    const handed = recipient && (await introductionOf(trx, customerId))
    if (!handed) return 'NOT_FOUND'
    const template = await templateInUse(trx, wording, today)
    const values = valuesOfHandover(handed)
    const rendered = template && renderTemplate(template.body, { ...valuesOf(recipient, handed.toName, today), ...values })
    const draft =
      template?.purpose === 'service' && rendered && 'text' in rendered
        ? { template: wording, number: template.number, media: template.media, text: rendered.text, values }
        : null
    return { ...handed, institutionName: recipient.institutionName, draft }
  })
  return found === 'NOT_FOUND' ? refuse('NOT_FOUND') : found
}

/** What the wording's own variables are filled with; promises only as far as they fit. */
function valuesOfHandover({ fromName, takesEffectOn, promises }: Pick<Introduction, 'fromName' | 'takesEffectOn' | 'promises'>) {
  const [, month = 0, day = 0] = takesEffectOn.split('-').map(Number)
  const said = promises.map(({ what, dueOn }) => `“${what}”（${Number(dueOn.slice(5, 7))}月${Number(dueOn.slice(8))}日前）`)
  const fitting = said.filter((_, at) => said.slice(0, at + 1).join('、').length <= longestValue)
  return {
    时间: `${month}月${day}日`,
    ...(fromName === null ? {} : { 原经理: fromName }),
    ...(fitting.length > 0 ? { 事项: fitting.join('、') } : {}),
  }
}
