import type { Scope } from '../../../platform/database/scope.ts'
import type { Witnessed } from './reward-terms.ts'

/** Who may do what with reward programmes, as sentences (M96): maker, checker and compliance are different people. */

export const makers = ['head_office', 'branch_manager', 'outlet_president'] as const
/** Whoever answers for the bank, a branch or an outlet asks for programmes; compliance never does, as it decides on them. */
export const mayPropose = (role: string): boolean => (makers as readonly string[]).includes(role)

/** Head office and compliance see what was refused. */
export const mayReadRefused = (role: string): boolean => role === 'head_office' || role === 'compliance_officer'

/** Only compliance, and only that of head office, puts an override on record; an outlet or a branch can never lift the red line. */
export const mayOverride = ({ role, institutionId }: Scope, headOffice: number | null): boolean =>
  role === 'compliance_officer' && institutionId === headOffice

const desk: readonly string[] = ['lobby_manager', 'relationship_manager', 'outlet_president']
/** Who meets customers records what they did; that a referral qualified, the president says. */
export const mayWitness = (role: string, what: Witnessed): boolean =>
  what === 'referral_qualified' ? role === 'outlet_president' : desk.includes(role)
