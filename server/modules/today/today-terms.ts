/** Why somebody is put off, here for the screens too: they need none of the contract. */
export const postponeReasons = ['customer_asked', 'not_reachable', 'needs_preparation', 'someone_else_better', 'other'] as const
