import { sql } from 'kysely'
import { staffRoles } from '../../../server/modules/organisation/index.ts'
import type { Databases } from '../../../server/platform/database/pools.ts'
import type { RouteRule } from '../rule.ts'

const unknownRequest = '999999'

const deciders = ['head_office', 'compliance_officer'] as const
const words = { zh: 'x', en: 'x' }
const payload = {
  validFrom: '2999-01-01',
  changes: [{ key: 'tier.potential.from_fen', name: words, from: '1', value: '2', fromText: words, toText: words }],
}

/** A request of somebody at an institution, of a kind that head office and compliance decide or that nobody does; returns its id. */
async function raiseRequest({ owner }: Databases, askedBy: number, institutionId: number, kind: 'policy' | 'walked'): Promise<string> {
  const roles = kind === 'policy' ? [...deciders] : []
  const steps = JSON.stringify([{ name: 'check', roles }])
  const { rows } = await sql<{ id: string }>`
    insert into approval.request (kind, subject, institution_id, payload, reason, steps, deciders, asked_by, asked_login, asked_name, asked_role, asked_at, expires_at)
    values (${kind}, 'x', ${institutionId}, ${JSON.stringify(payload)}::jsonb, 'x', ${steps}::jsonb, ${roles}, ${askedBy}, 'x', 'x', 'teller', now(), now() + interval '1 day')
    returning id::text`.execute(owner)
  return rows[0]?.id ?? ''
}

/** A request of their own, one of a colleague that others decide, one that is not there. */
const requests =
  (input: object = {}): RouteRule['places'] =>
  async ({ userId, institutionId }, databases) => ({
    inside: { id: await raiseRequest(databases, userId, institutionId, 'walked'), ...input },
    outside: [{ id: await raiseRequest(databases, userId + 1000, institutionId, 'walked'), ...input }],
    none: { id: unknownRequest, ...input },
  })

/** Everybody has an inbox; what is in it is decided by row-level security and the kinds. */
export const approvalRules: Record<string, RouteRule> = {
  'approval.list': {
    allowed: staffRoles,
    absent: 'nothing',
    places: () => ({ inside: { box: 'waiting' }, outside: [], none: undefined }),
  },
  'approval.count': { allowed: staffRoles, absent: 'nothing', places: () => ({ inside: {}, outside: [], none: undefined }) },
  'approval.get': { allowed: staffRoles, absent: 'not found', places: requests() },
  // nobody decides what they asked for
  'approval.decide': {
    allowed: [],
    absent: 'not found',
    places: async (walker, databases) => ({
      ...(await requests({ outcome: 'approved' })(walker, databases)),
      outside: [],
      none: undefined,
    }),
  },
  'approval.decide#others': {
    allowed: staffRoles,
    absent: 'not found',
    places: async (walker, databases) => ({ ...(await requests({ outcome: 'approved' })(walker, databases)), inside: undefined }),
  },
  'approval.decide#decider': {
    allowed: deciders,
    absent: 'not found',
    refusal: 'not found',
    places: async ({ userId }, databases) => ({
      inside: { id: await raiseRequest(databases, userId + 1000, 1, 'policy'), outcome: 'refused', reason: '口径不一致' },
      outside: [],
      none: { id: unknownRequest, outcome: 'refused', reason: '口径不一致' },
    }),
  },
  'approval.withdraw': {
    allowed: staffRoles,
    absent: 'not found',
    places: async (walker, databases) => ({ ...(await requests()(walker, databases)), inside: undefined }),
  },
}
