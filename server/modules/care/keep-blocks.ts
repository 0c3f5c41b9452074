import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { forbiddenIn, forbiddenWords, templateProblem, templateVariables } from '../message/index.ts'
import { policyAt } from '../policy/index.ts'
import { occasionKinds, type OccasionKind } from './care-terms.ts'
import { mayReadBlocks, mayWriteBlocks } from './care.policy.ts'
import { blocksNow, replaceBlocks } from './care.sql.ts'
import type { Block, Blocks } from './contract.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'save-care-blocks': true
  }
}

/** The words that suggestions are made of, by occasion. */
export async function listBlocks(database: Database, person: Person): Promise<Blocks | 'FORBIDDEN'> {
  if (mayReadBlocks(person.scope.role)) return withScope(database, person.scope, (trx) => presented(trx, person))
  await recordRefusal(database, { actor: actorOf(person), action: 'open-care' })
  return 'FORBIDDEN'
}

/** Replaces the words of an occasion; what was said before stays on file. Forbidden words and unknown variables are refused, named. */
export async function saveBlocks(
  database: Database,
  person: Person,
  { kind, blocks }: { kind: OccasionKind; blocks: Block[] },
  now: Date,
): Promise<Blocks | 'FORBIDDEN' | { badWords: string }> {
  const asked = { actor: actorOf(person), action: 'save-care-blocks', subject: { kind: 'occasion', id: kind } } as const
  const outcome = mayWriteBlocks(person.scope.role)
    ? await withScope(database, person.scope, async (trx) => {
        const words = forbiddenWords(await policyAt(trx, businessDateOf(now)))
        for (const { body } of blocks) {
          const bad = templateProblem(body)?.text ?? forbiddenIn(body, words)[0]?.word
          if (bad !== undefined) return { badWords: bad }
        }
        await replaceBlocks(trx, { kind, blocks, userId: person.userId, at: now })
        await recordAudit(trx, { ...asked, outcome: 'done', detail: { blocks: blocks.map(({ part, body }) => `${part} ${body}`) } })
        return presented(trx, person)
      })
    : ('FORBIDDEN' as const)
  if (outcome === 'FORBIDDEN' || 'badWords' in outcome) await recordRefusal(database, asked)
  return outcome
}

async function presented(trx: Scoped, person: Person): Promise<Blocks> {
  const rows = await blocksNow(trx)
  return {
    occasions: occasionKinds.map((kind) => ({
      kind,
      blocks: rows.filter(({ occasion }) => occasion === kind).map(({ part, body }) => ({ part, body })),
    })),
    variables: [...templateVariables],
    mayWrite: mayWriteBlocks(person.scope.role),
  }
}
