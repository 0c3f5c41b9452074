import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { staffRoles, type StaffRole } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { RouteRule } from '../rule.ts'
import { aboutCustomer } from './privacy.ts'
import { below } from './retention.ts'

const allButTellers = staffRoles.filter((role) => role !== 'teller')
const allButCompliance = staffRoles.filter((role) => role !== 'compliance_officer')
const leaders: readonly StaffRole[] = ['head_office', 'branch_manager', 'outlet_president']
const wakeUpReaders: readonly StaffRole[] = [...leaders, 'compliance_officer']
const sleepy = { activities: ['dormant'], fromFen: '0' }

/** A programme of an institution; returns its id. */
async function programme({ owner }: Databases, institutionId: number): Promise<string> {
  const id = randomUUID()
  await sql`insert into retention.wake_up (id, institution_id, institutions, name, activities, from_fen, based_on, wave_size, wave_days, holdout_bp, window_days,
      confidence_bp, seed, started_on, user_id, staff_name, started_at)
    values (${id}, ${institutionId}, ${[institutionId]}::int[], 'x', '{dormant}', 0, '2026-11-20', 5, 7, 2000, 60, 9500, ${'a'.repeat(64)}, '2026-11-20', 1, 'x', now())`.execute(
    owner,
  )
  return id
}

/** A benefit that everybody is entitled to; its code is another one each time. */
async function benefit({ owner }: Databases): Promise<string> {
  const code = `b_${randomUUID().replaceAll('-', '')}`
  await sql`insert into retention.benefit (code, name, provider, about, move, layer, period, long_tail, potential, mid_to_high, wealth, valid_from, made_by,
      made_name, made_at)
    values (${code}, 'x', 'x', 'x', 'unwanted', 'structural', 'year', 99, 99, 99, 99, '2026-01-01', 1, 'x', now())`.execute(owner)
  return code
}

/** A use that a person logged today; returns its id. */
async function use({ owner }: Databases, code: string, customerId: number, userId: number): Promise<string> {
  const id = randomUUID()
  await sql`insert into retention.benefit_use (id, benefit_id, benefit_code, customer_id, institution_id, used_on, period_from, nth, user_id, staff_name, at)
    select ${id}, b.id, b.code, ${customerId}, 4, (now() at time zone 'Asia/Shanghai')::date, '2026-01-01', 1, ${userId}, 'x', now()
    from retention.benefit b where b.code = ${code}`.execute(owner)
  return id
}

/** Wake-up programmes, benefits and plays (M43-M45). */
export const keepingRules: Record<string, RouteRule> = {
  'wakeUp.list': { allowed: wakeUpReaders, absent: 'not found', places: below() },
  'wakeUp.preview': { allowed: leaders, absent: 'not found', places: below(sleepy) },
  // the small bank has too few to hold some out
  'wakeUp.start': {
    allowed: leaders,
    absent: 'not found',
    places: async (walker, databases) => ({
      ...(await below({ ...sleepy, id: randomUUID(), name: 'x' })(walker, databases)),
      inside: undefined,
    }),
  },
  'wakeUp.stop': {
    allowed: leaders,
    absent: 'not found',
    places: async ({ institutionId, otherInstitution }, databases) => ({
      inside: { id: await programme(databases, institutionId), reason: 'x' },
      outside: otherInstitution === null ? [] : [{ id: await programme(databases, otherInstitution), reason: 'x' }],
      none: { id: randomUUID(), reason: 'x' },
    }),
  },
  'play.moves': { allowed: allButTellers, absent: 'not found', places: below() },
  'play.benefits': { allowed: allButTellers, absent: 'not found', places: below() },
  'play.keepBenefit': {
    allowed: ['head_office'],
    absent: 'nothing',
    places: () => {
      const given = { name: 'x', provider: 'x', about: 'x', move: 'unwanted', layer: 'social', period: 'year', validFrom: '2099-01-01' }
      const times = { long_tail: 1, potential: 0, mid_to_high: 0, wealth: 0 }
      return { inside: { ...given, times, code: `b_${randomUUID().replaceAll('-', '')}` }, outside: [], none: undefined }
    },
  },
  'play.endBenefit': {
    allowed: ['head_office'],
    absent: 'not found',
    places: async (_walker, databases) => ({
      inside: { code: await benefit(databases), lastDay: '2099-01-01' },
      outside: [],
      none: { code: 'no_such_benefit', lastDay: '2099-01-01' },
    }),
  },
  'play.customer': { allowed: staffRoles, absent: 'not found', places: aboutCustomer() },
  'play.logUse': {
    allowed: allButCompliance,
    absent: 'not found',
    places: async (walker, databases) => {
      const code = await benefit(databases)
      return aboutCustomer({ code, id: randomUUID() })(walker, databases)
    },
  },
  'play.takeBackUse': {
    allowed: allButCompliance,
    absent: 'not found',
    places: async ({ customer, otherCustomers, userId }, databases) => {
      const code = await benefit(databases)
      const outside = []
      for (const other of otherCustomers) outside.push({ id: randomUUID(), use: await use(databases, code, other, 999) })
      return {
        inside: { id: randomUUID(), use: await use(databases, code, customer, userId) },
        outside,
        none: { id: randomUUID(), use: randomUUID() },
      }
    },
  },
}
