import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { staffRoles, type StaffRole } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { Walker } from '../bank.ts'
import type { RouteRule } from '../rule.ts'

const takers: readonly StaffRole[] = staffRoles.filter((role) => role !== 'teller')

/** A file of somebody that is being made; returns its id. */
async function keepExport({ owner }: Databases, { role, institutionId }: Walker, userId: number): Promise<string> {
  const id = randomUUID()
  const fileNo = `LK-20261120-${id.slice(0, 8).toUpperCase()}`
  await sql`
    insert into export.export_file (id, file_no, user_id, login, name, role, institution_id, institution_name, source, format, clear, purpose, purpose_text,
      conditions, rows_asked, rows_at_most, approval_id, state, asked_at, changed_at)
    values (${id}, ${fileNo}, ${userId}, 'x', 'x', ${role}, ${institutionId}, 'x', 'customer_list', 'xlsx', '{}', 'meeting', '', '{}', 1, 1, 1, 'running', now(), now())`.execute(
    owner,
  )
  return id
}

const files: RouteRule['places'] = async (walker, databases) => ({
  inside: { id: await keepExport(databases, walker, walker.userId) },
  outside: [{ id: await keepExport(databases, walker, walker.userId + 1000) }],
  none: { id: randomUUID() },
})
const asked = (list: object) => ({ list, purpose: 'meeting' })

/** Who may take files out, and that other people's files are nobody's business. */
export const exportRules: Record<string, RouteRule> = {
  'export.terms': { allowed: takers, absent: 'nothing', places: () => ({ inside: {}, outside: [], none: undefined }) },
  'export.request': {
    allowed: takers,
    absent: 'not found',
    places: ({ institutionId, otherInstitution }) => ({
      inside: asked({ institutionId }),
      outside: otherInstitution === null ? [] : [asked({ institutionId: otherInstitution })],
      none: asked({ institutionId: 99 }),
    }),
  },
  'export.list': { allowed: staffRoles, absent: 'nothing', places: () => ({ inside: {}, outside: [], none: undefined }) },
  'export.cancel': { allowed: staffRoles, absent: 'not found', places: files },
  // of their own nothing is ready here: server/modules/export/export.test.ts fetches
  'export.download': {
    allowed: staffRoles,
    absent: 'not found',
    places: async (walker, databases) => ({ ...(await files(walker, databases)), inside: undefined }),
  },
}
