import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { draftOf, morning, officeOf, openPost, queued, stateOf, work } from '../../../test/support/post-office.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Gateway, HandedOver } from './gateways/gateway.ts'

/**
 * What may happen to one attempt: the process ends before, or after the book was written, or after the gateway acted; the gateway says no for now, for good, or its
 * answer is lost; or all goes well.
 */
const fates = ['ends_before', 'ends_committed', 'ends_acted', 'busy', 'answer_lost', 'well'] as const
type Fate = (typeof fates)[number]

let databases: Databases
beforeAll(async () => {
  databases = await testDatabase()
  await openPost(databases)
})

class Ended extends Error {}

/** A gateway to which the fates happen, one an attempt; `acted` counts what it did for each key, as one that acts once by key or as a mail server. */
function gatewayOf(actsOnce: boolean, turns: Fate[], acted: Map<string, number>): Gateway {
  const act = (key: string) => acted.set(key, actsOnce ? 1 : (acted.get(key) ?? 0) + 1)
  return {
    name: actsOnce ? 'webhook' : 'smtp',
    media: ['email'],
    actsOnce,
    async handOver({ key }, committing): Promise<HandedOver> {
      const fate = turns.shift() ?? 'well'
      if (fate === 'ends_before') throw new Ended()
      if (fate === 'busy') return { outcome: 'later', why: 'busy', certain: true }
      if (!actsOnce) await committing()
      if (fate === 'ends_committed') throw new Ended()
      act(key)
      if (fate === 'ends_acted') throw new Ended()
      if (fate === 'answer_lost')
        return actsOnce ? { outcome: 'later', why: 'no answer', certain: false } : { outcome: 'in_doubt', why: 'no answer' }
      return { outcome: 'accepted', reference: null }
    },
  }
}

it('acts at most once and records a contact only for what was taken, however often it is cut off', async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.array(fc.constantFrom(...fates), { maxLength: 6 }), async (actsOnce, turns) => {
      await sql`alter table contact.contact disable trigger append_only`.execute(databases.owner)
      await sql`delete from contact.contact`.execute(databases.owner)
      const acted = new Map<string, number>()
      const id = await queued(databases, draftOf())
      const office = officeOf(databases, { gateways: [gatewayOf(actsOnce, [...turns], acted)], now: () => morning })
      for (let turn = 0; turn <= turns.length; turn++) {
        try {
          await work(office, id)
        } catch (error) {
          if (!(error instanceof Ended)) throw error
        }
      }
      const { state, contacts } = await stateOf(databases, id)
      const times = acted.get(id) ?? 0
      expect(times).toBeLessThanOrEqual(1)
      // never lost: it left once, or it stands for a person where nobody can know, with the mail server alone
      expect(state).toBe(!actsOnce && turns.some((fate, at) => isDoubtful(fate, turns.slice(0, at))) ? 'in_doubt' : 'handed')
      if (state === 'handed') expect(times).toBe(1)
      expect(contacts).toBe(state === 'handed' ? 1 : 0)
    }),
    { numRuns: 25 },
  )
}, 120_000)

/** The first fate after which nobody can know whether a mail server acted; what comes before it left it certain. */
const isDoubtful = (fate: Fate, before: readonly Fate[]): boolean =>
  ['ends_committed', 'ends_acted', 'answer_lost'].includes(fate) && before.every((one) => one === 'ends_before' || one === 'busy')
