import { sql } from 'kysely'
import type { StaffRole } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { RouteRule } from '../rule.ts'
import { below } from './retention.ts'

const keepers: readonly StaffRole[] = ['relationship_manager', 'outlet_president', 'branch_manager', 'head_office']
const steerers: readonly StaffRole[] = ['outlet_president', 'branch_manager', 'head_office', 'compliance_officer']

const leaders: readonly StaffRole[] = ['outlet_president', 'branch_manager', 'head_office']
const condition = { figure: 'merchant', op: 'in', values: ['true'] }

async function ownGroup(owner: Databases['owner'], institutionId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into warning.own_group (institution_id, name, filters, valid_from, made_by, made_name, made_at)
    values (${institutionId}, 'x', ${JSON.stringify([condition])}::jsonb, '2026-01-01', 999, 'x', now()) returning id`.execute(owner)
  return rows[0]?.id ?? 0
}

export const warningRules: Record<string, RouteRule> = {
  'warning.list': { allowed: keepers, absent: 'not found', places: below() },
  'warning.summary': { allowed: keepers, absent: 'not found', places: below() },
  'warning.record': { allowed: steerers, absent: 'not found', places: below() },
  'riskGroup.list': { allowed: keepers, absent: 'not found', places: below() },
  'riskGroup.preview': { allowed: leaders, absent: 'not found', places: below({ conditions: [condition] }) },
  'riskGroup.define': {
    allowed: leaders,
    absent: 'not found',
    places: below({ conditions: [condition], name: 'x', validFrom: '2999-01-01' }),
  },
  'riskGroup.end': {
    allowed: leaders,
    absent: 'not found',
    places: async ({ institutionId, otherInstitution }, { owner }) => ({
      inside: { id: await ownGroup(owner, institutionId) },
      outside: otherInstitution === null ? [] : [{ id: await ownGroup(owner, otherInstitution) }],
      none: { id: 999_999 },
    }),
  },
}
