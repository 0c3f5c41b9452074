import type { PolicyDimension } from './contract.ts'

const prefixes: [string, PolicyDimension][] = [
  ['tier.', 'tier'],
  ['activity.', 'activity'],
  ['contactability.rule', 'contactable'],
  ['cross_sell.old_customer_categories', 'old_customer'],
  ['inconvenient_to_leave.aum_from_fen', 'inconvenient_to_leave'],
  ['stickiness.', 'stickiness'],
]

/** The figure a change of a key is counted in before it starts; null when the published figures cannot tell. */
export const dimensionOf = (key: string): PolicyDimension | null => prefixes.find(([prefix]) => key.startsWith(prefix))?.[1] ?? null
