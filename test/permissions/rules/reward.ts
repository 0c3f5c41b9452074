import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { staffRoles, type StaffRole } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { RouteRule } from '../rule.ts'
import { aboutCustomer } from './privacy.ts'

const makers: readonly StaffRole[] = ['head_office', 'branch_manager', 'outlet_president']
const reason = '季度活动安排'
const draft = (role: string) => ({
  code: `walked_${role}`,
  name: '到场积分',
  form: 'points',
  rules: [{ points: 10, per: { field: 'attendance', each: '1', most: 4 } }],
  validFrom: `${new Date().getUTCFullYear() + 1}-06-01`,
})

/** An attempt that the gate refused; returns its number. */
async function refusedAttempt({ owner }: Databases): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into points.refused_attempt (code, name, form, rules, fingerprint, refusal, institution_id, user_id, login, role, at)
    values ('x', 'x', 'points', '[]', '\\x00', 'red_line', 1, 1, 'x', 'head_office', now()) returning attempt_id::text as id`.execute(owner)
  return rows[0]?.id ?? ''
}

/** Presidents, branches and head office ask for programmes, compliance decides and alone overrides; everybody at the desk records what they saw. */
export const rewardRules: Record<string, RouteRule> = {
  'reward.programmes': { allowed: staffRoles, absent: 'nothing', places: () => ({ inside: {}, outside: [], none: undefined }) },
  'reward.preview': { allowed: makers, absent: 'nothing', places: ({ role }) => ({ inside: draft(role), outside: [], none: undefined }) },
  'reward.propose': {
    allowed: makers,
    absent: 'nothing',
    places: ({ role }) => ({ inside: { draft: draft(role), reason }, outside: [], none: undefined }),
  },
  'reward.refusedAttempts': {
    allowed: ['head_office', 'compliance_officer'],
    absent: 'nothing',
    places: () => ({ inside: {}, outside: [], none: undefined }),
  },
  'reward.recordOverride': {
    allowed: ['compliance_officer'],
    absent: 'not found',
    places: async (_walker, databases) => {
      const of = (attemptId: string) => ({ attemptId, documentNo: '总合规1号', ground: '总行专项批复', validTo: draft('x').validFrom })
      return { inside: of(await refusedAttempt(databases)), outside: [], none: of('999999') }
    },
  },
  'reward.witness': {
    allowed: ['lobby_manager', 'relationship_manager', 'outlet_president'],
    absent: 'not found',
    places: async (walker, databases) => {
      const refused = randomUUID()
      const of = (input: object | undefined, id = refused) => ({ ...input, id, what: 'attendance', proof: '签到表第 3 行' })
      const places = await aboutCustomer()(walker, databases)
      return { inside: of(places.inside, randomUUID()), outside: places.outside.map((input) => of(input)), none: of(places.none) }
    },
  },
}
