import type { Me } from '../../../server/modules/organisation/contract.ts'

/** Head office and compliance propose changes of policies; others read them. */
export const proposesPolicies = (me: Me): boolean => me.role === 'head_office' || me.role === 'compliance_officer'
