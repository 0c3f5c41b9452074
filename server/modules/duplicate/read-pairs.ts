import { actorOf } from '../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../platform/audit/record.ts'
import { businessDateOf } from '../../platform/calendar.ts'
import type { Database } from '../../platform/database/pools.ts'
import { withScope } from '../../platform/database/scope.ts'
import type { Person } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { maskAddress, maskedViewOf, maskPhone, shownAmount, shownName, type MaskedView } from '../privacy/index.ts'
import type { Candidate, Pair, Side } from './contract.ts'
import { mayLink, mayReadPairs } from './duplicate.policy.ts'
import { agreementOf, candidatePairs, numbersOf, pairsOf, sidesOf, type SideRow } from './duplicate.sql.ts'

declare module '../../platform/audit/actions.ts' {
  interface AuditActions {
    'list-duplicates': true
    'compare-customers': true
    'see-numbers': true
  }
}

/** so many, of most evidence first */
const most = 100

async function forbidden(database: Database, person: Person): Promise<'FORBIDDEN'> {
  await recordRefusal(database, { actor: actorOf(person), action: 'list-duplicates' })
  return 'FORBIDDEN'
}

const named = <T extends { name: string | null }>(of: T, view: MaskedView): T => ({ ...of, name: shownName(of.name, view) })

/** Customers in sight who may be one person: one name, and one phone or birthday. Nothing is linked by itself, whatever agrees (M20). */
export async function listCandidates(
  database: Database,
  person: Person,
  now: Date,
): Promise<{ candidates: Candidate[]; mayLink: boolean } | 'FORBIDDEN'> {
  const { role } = person.scope
  if (!mayReadPairs(role)) return forbidden(database, person)
  return withScope(database, person.scope, async (trx) => {
    const view = maskedViewOf(await policyAt(trx, businessDateOf(now)), role)
    const rows = await candidatePairs(trx, most)
    return {
      candidates: rows.map((row) => ({ ...row, first: named(row.first, view), second: named(row.second, view) })),
      mayLink: mayLink(role),
    }
  })
}

/** What people said of pairs, those that wait for a second person first. A number out of sight stays out of it. */
export async function listPairs(database: Database, person: Person, now: Date): Promise<{ pairs: Pair[] } | 'FORBIDDEN'> {
  const { role } = person.scope
  if (!mayReadPairs(role)) return forbidden(database, person)
  return withScope(database, person.scope, async (trx) => {
    const view = maskedViewOf(await policyAt(trx, businessDateOf(now)), role)
    const pairs = (await pairsOf(trx, most)).flatMap(
      ({ firstId: _first, secondId: _second, proposedBy, first, second, ...pair }): Pair[] =>
        first && second
          ? [{ ...pair, first: named(first, view), second: named(second, view), proposedByMe: proposedBy === person.userId }]
          : [],
    )
    return { pairs }
  })
}

interface Compared {
  first: Side
  second: Side
  evidence: Candidate['evidence']
  needsSecond: boolean
}

/** Two numbers side by side; the look is on record. NOT_FOUND when one of them is not in sight. */
export async function compareCustomers(
  database: Database,
  person: Person,
  { firstId, secondId }: { firstId: string; secondId: string },
  now: Date,
): Promise<Compared | 'FORBIDDEN' | 'NOT_FOUND'> {
  const { role } = person.scope
  const ids = [BigInt(firstId), BigInt(secondId)].toSorted((a, b) => (a < b ? -1 : 1))
  const asked = { actor: actorOf(person), action: 'compare-customers', subject: { kind: 'customer', id: ids.join(' ') } } as const
  const found = mayReadPairs(role)
    ? await withScope(database, person.scope, async (trx) => {
        const agreement = await agreementOf(trx, ids[0] ?? 0n, ids[1] ?? 0n)
        const [first, second] = await sidesOf(trx, ids)
        if (!agreement || !first || !second) return 'NOT_FOUND' as const
        const view = maskedViewOf(await policyAt(trx, businessDateOf(now)), role)
        await recordAudit(trx, { ...asked, institutionId: agreement.institutionId, outcome: 'done' })
        const { evidence, needsSecond } = agreement
        return { first: sideOf(first, view), second: sideOf(second, view), evidence, needsSecond }
      })
    : ('FORBIDDEN' as const)
  if (typeof found === 'string') await recordRefusal(database, asked)
  return found
}

const sideOf = (row: SideRow, view: MaskedView): Side => ({
  ...row,
  customerId: row.customerId.toString(),
  name: shownName(row.name, view),
  phone: maskPhone(row.phone),
  address: maskAddress(row.address),
  aumFen: shownAmount(row.aumFen, view),
})

interface Numbers {
  numbers: Pick<Side, 'customerId' | 'customerNo' | 'institutionName' | 'managerName' | 'tier' | 'aumFen'>[]
  hidden: number
  totalFen: Side['aumFen']
}

/** The other numbers of a customer in sight, and what all of them in sight come to. */
export function showNumbers(database: Database, person: Person, customerId: string, now: Date): Promise<Numbers | 'NOT_FOUND'> {
  return withScope(database, person.scope, async (trx) => {
    const ids = await numbersOf(trx, BigInt(customerId))
    const sides = await sidesOf(trx, ids)
    if (!sides.some((one) => one.customerId === BigInt(customerId))) return 'NOT_FOUND'
    const view = maskedViewOf(await policyAt(trx, businessDateOf(now)), person.scope.role)
    const numbers = sides
      .filter((one) => one.customerId !== BigInt(customerId))
      .map((one) => sideOf(one, view))
      .map(({ customerId: other, customerNo, institutionName, managerName, tier, aumFen }) => ({
        customerId: other,
        customerNo,
        institutionName,
        managerName,
        tier,
        aumFen,
      }))
    const total = sides.reduce((sum, { aumFen }) => sum + aumFen, 0n)
    return { numbers, hidden: ids.length - sides.length, totalFen: shownAmount(total, view) }
  })
}
