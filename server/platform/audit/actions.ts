/**
 * Every action the trail knows, verb-noun. A module adds its own beside its code, so that a misspelt one does not compile:
 * `declare module '../../platform/audit/actions.ts' { interface AuditActions { 'reveal-field': true } }`
 */
export interface AuditActions {
  'anchor-audit': true
  'retire-audit': true
}

export type AuditAction = Extract<keyof AuditActions, `${string}-${string}`>
