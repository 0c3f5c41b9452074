/** Why a prospect is let go, here for the screens too: they need none of the contract. */
export const dropReasons = ['not_interested', 'refused', 'not_reachable', 'not_suitable', 'other'] as const
