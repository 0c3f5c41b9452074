import { createHash } from 'node:crypto'
import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { compareText, namesOf, recipientOf, renderTemplate, valuesOf, type TemplateValues } from '../message/index.ts'
import { policyAt } from '../policy/index.ts'
import { maskedViewOf, shownName } from '../privacy/index.ts'
import { blockParts, type BlockPart, type OccasionKind } from './care-terms.ts'
import { mayCare } from './care.policy.ts'
import { blocksNow, customersByKey, factsForWords, festivals, type BlockRow } from './care.sql.ts'
import { interestWords, relationWords, titleOf } from './care-words.rules.ts'

export interface WordsFor {
  customerId: string
  kind: OccasionKind
  festival: string | null
  relation: string | null
  who: string | null
}

/** so many are put together, of which those least like what was sent before are shown */
const tried = 12

/**
 * Plain words for an occasion of a customer, put together from the bank's building blocks and what the dossier knows; those least like what was sent to anybody
 * in the policy's months come first, those too like it are left out (M25). Deterministic for its inputs. Reading the dossier for it is on record.
 */
export async function suggestWords(database: Database, person: Person, asked: WordsFor, now: Date) {
  const about = { actor: actorOf(person), action: 'open-care', subject: { kind: 'customer', id: asked.customerId } } as const
  const outcome = mayCare(person.scope.role)
    ? await withScope(database, person.scope, async (trx) => {
        const customerId = BigInt(asked.customerId)
        const recipient = await recipientOf(trx, customerId)
        if (!recipient) return 'NOT_FOUND'
        const today = businessDateOf(now)
        const policies = await policyAt(trx, today)
        const facts = await factsForWords(trx, customerId)
        const festival = (await festivals(trx)).find(({ code }) => code === asked.festival)
        const interest = interestWords(facts)
        const family = asked.relation
          ? relationWords(asked.relation)
          : relationWords(facts.find(({ field }) => field === 'family')?.relation ?? null)
        const opened = (await customersByKey(trx, [customerId]))[0]?.openedOn
        const years = opened ? Number(today.slice(0, 4)) - Number(opened.slice(0, 4)) : 0
        const values: TemplateValues = {
          ...valuesOf(recipient, person.name, today),
          ...(interest ? { 兴趣: interest } : {}),
          ...(family ? { 家人: `您${family}` } : {}),
          ...(festival ? { 节日: festival.name } : {}),
          ...(years > 0 ? { 年数: String(years) } : {}),
        }
        const texts = textsOf(await blocksNow(trx), asked, values, `${asked.customerId} ${today}`)
        const names = [...namesOf(recipient.name), person.name]
        const judged: { body: string; likenessBp: number; refused: boolean }[] = []
        for (const body of texts) {
          const { likeness } = await compareText(trx, { body, names }, { userId: person.userId, today, policies })
          judged.push({ body, likenessBp: likeness?.bp ?? 0, refused: likeness?.refused ?? false })
        }
        await recordAudit(trx, {
          ...about,
          institutionId: recipient.institutionId,
          outcome: 'done',
          detail: { kind: asked.kind, facts: facts.length },
        })
        return {
          customerName: shownName(recipient.name, maskedViewOf(policies, person.scope.role)),
          title: titleOf(asked.kind, festival?.name ?? null),
          suggestions: judged
            .filter(({ refused }) => !refused)
            .sort((a, b) => a.likenessBp - b.likenessBp)
            .slice(0, policies.whole('care.suggestions'))
            .map(({ body, likenessBp }) => ({ body, likenessBp })),
          facts: [interest, family].filter((one) => one !== undefined),
        }
      })
    : ('FORBIDDEN' as const)
  if (typeof outcome === 'string') await recordRefusal(database, about)
  return outcome
}

/** Different texts of one block of each part, drawn by customer and day; blocks whose facts are not known are left out. */
function textsOf(blocks: readonly BlockRow[], { kind }: WordsFor, values: TemplateValues, seed: string): string[] {
  const parts = Object.fromEntries(blockParts.map((part) => [part, ofPart(blocks, kind, part, values)])) as Record<BlockPart, string[]>
  const texts = new Set<string>()
  for (let turn = 0; turn < tried * 2 && texts.size < tried; turn++) {
    const chosen = blockParts.flatMap((part) => drawn(parts[part], `${seed} ${part} ${turn}`))
    if (chosen.length > 0) texts.add(chosen.join(''))
  }
  return [...texts]
}

const ofPart = (blocks: readonly BlockRow[], kind: OccasionKind, part: BlockPart, values: TemplateValues): string[] =>
  blocks
    .filter((block) => block.occasion === kind && block.part === part)
    .map(({ body }) => renderTemplate(body, values))
    .flatMap((rendered) => ('text' in rendered ? [rendered.text] : []))

/** One of some, the same each time for a word. */
function drawn(from: readonly string[], word: string): string[] {
  const one = from[createHash('sha256').update(word).digest().readUInt32BE() % Math.max(from.length, 1)]
  return one === undefined ? [] : [one]
}
