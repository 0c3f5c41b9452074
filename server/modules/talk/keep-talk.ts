import { z } from 'zod'
import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { ApprovalConflict, openOfKind, requestApproval, type ApprovalKind } from '../approval/index.ts'
import { interests } from '../contact/contract.ts'
import { needDrives } from '../dossier/contract.ts'
import { forbiddenIn, forbiddenWords } from '../message/index.ts'
import { policyAt } from '../policy/index.ts'
import { reasonCodes } from '../today/contract.ts'
import { endCard, insertCard, liveCards, standingCard } from './card.sql.ts'
import { talkSteps, type TalkCard, type TalkWish } from './contract.ts'
import { mayReadTalk, mayWriteTalk } from './talk.policy.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'list-talk': true
    'write-talk': true
    'check-talk': true
    'end-talk': true
  }
}

const payload = z.object({
  replaces: z.number().int().nullable(),
  step: z.enum(talkSteps),
  family: z.enum(interests).nullable(),
  reason: z.enum(reasonCodes).nullable(),
  drive: z.enum(needDrives).nullable(),
  spoken: z.boolean().nullable(),
  title: z.string(),
  body: z.string(),
})
type TalkAsk = z.infer<typeof payload>

/** What names a product comes into the library when a compliance officer who did not write it agrees (M30). */
export const talkApproval: ApprovalKind<TalkAsk> = {
  code: 'talk_card',
  payload,
  steps: [{ name: 'check', roles: ['compliance_officer'] }],
  async approved(trx, request, by, now) {
    const { replaces, ...card } = request.payload
    if (replaces !== null && !(await endCard(trx, replaces, by.userId, now)))
      throw new ApprovalConflict('要替换的那条话术已经停用，请拒绝本申请')
    await insertCard(trx, card, { madeBy: request.askedBy.userId, checkedBy: by.userId, at: now })
    const subject = { kind: 'talk', id: String(replaces ?? '') }
    await recordAudit(trx, { actor: actorOf(by), action: 'check-talk', subject, institutionId: request.institutionId, outcome: 'done' })
  },
}

/** The library with what came of each card. */
export async function listTalk(database: Database, person: Person): Promise<{ cards: TalkCard[]; mayWrite: boolean } | 'FORBIDDEN'> {
  const { role } = person.scope
  if (mayReadTalk(role)) return { cards: await withScope(database, person.scope, liveCards), mayWrite: mayWriteTalk(role) }
  await recordRefusal(database, { actor: actorOf(person), action: 'list-talk' })
  return 'FORBIDDEN'
}

type Refused = 'FORBIDDEN' | 'NOT_FOUND' | 'FORBIDDEN_WORDS' | 'UNDER_WAY'

/**
 * Writes a card, or another in its place. What names a product, or takes the place of a card that does, waits for a second person; the rest stands at
 * once. Words that no customer may be told are refused either way (M25).
 */
export async function writeTalk(
  database: Database,
  person: Person,
  { why, ...wish }: TalkWish,
  now: Date,
): Promise<{ outcome: 'saved' | 'asked' } | Refused> {
  const { replaces, ...card } = wish
  const asked = {
    actor: actorOf(person),
    action: 'write-talk',
    subject: { kind: 'talk', id: String(replaces ?? '') },
    detail: { title: card.title, family: card.family },
  } as const
  const outcome = mayWriteTalk(person.scope.role)
    ? await withScope(database, person.scope, async (trx): Promise<{ outcome: 'saved' | 'asked' } | Refused> => {
        const old = replaces === null ? undefined : await standingCard(trx, replaces)
        if (replaces !== null && !old) return 'NOT_FOUND'
        if (forbiddenIn(`${card.title} ${card.body}`, forbiddenWords(await policyAt(trx, businessDateOf(now)))).length > 0)
          return 'FORBIDDEN_WORDS'
        if (card.family === null && old?.namesProduct !== true) {
          if (replaces !== null) await endCard(trx, replaces, person.userId, now)
          await insertCard(trx, card, { madeBy: person.userId, checkedBy: null, at: now })
          await recordAudit(trx, { ...asked, institutionId: person.scope.institutionId, outcome: 'done' })
          return { outcome: 'saved' }
        }
        const subject = `话术：${card.title}`
        if ((await openOfKind(trx, talkApproval.code, subject, now)).length > 0) return 'UNDER_WAY'
        await requestApproval(
          trx,
          { kind: talkApproval, subject, institutionId: person.scope.institutionId, payload: wish, reason: why },
          person,
          now,
        )
        await recordAudit(trx, { ...asked, institutionId: person.scope.institutionId, outcome: 'done' })
        return { outcome: 'asked' }
      })
    : ('FORBIDDEN' as const)
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { ...asked.detail, refusal: outcome } })
  return outcome
}

/** Takes a card out of the library; the contacts it was used in keep it. */
export async function endTalk(
  database: Database,
  person: Person,
  id: number,
  now: Date,
): Promise<{ ended: true } | 'FORBIDDEN' | 'NOT_FOUND'> {
  const asked = { actor: actorOf(person), action: 'end-talk', subject: { kind: 'talk', id: String(id) } } as const
  const outcome = mayWriteTalk(person.scope.role)
    ? await withScope(database, person.scope, async (trx) => {
        if (!(await endCard(trx, id, person.userId, now))) return 'NOT_FOUND' as const
        await recordAudit(trx, { ...asked, institutionId: person.scope.institutionId, outcome: 'done' })
        return { ended: true as const }
      })
    : ('FORBIDDEN' as const)
  if (typeof outcome === 'string') await recordRefusal(database, asked)
  return outcome
}
