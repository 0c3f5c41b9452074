/** One contact that could be made: somebody by one channel. */
export interface ContactOption {
  /** at most one option of a household is chosen; a customer without family is a household alone */
  household: number
  /** expected value in whole fen, above 0 and below 2^53 */
  valueFen: number
  /** what it draws on, by index into `PlanProblem.limits`; the first is its channel, of which it takes one */
  limits: readonly number[]
  /** how much it takes of each of `limits` (fen of a budget, seats); left out = one of each */
  uses?: readonly number[]
  /** the floor it counts towards, by index; left out = none */
  floor?: number
  /** the manager wants it: it is taken first, as long as the limits hold */
  pinned?: boolean
}

/** Which contacts to make: the most value within the limits (M22). Several managers who share seats or a budget are one problem. */
export interface PlanProblem {
  /** how much there is of each, whole and at least 0: contacts of a channel, contacts of a campaign, seats, fen of a budget */
  limits: readonly number[]
  /** at least so many contacts of each floor (fairness to class C), as far as they can be had at all */
  floors: readonly number[]
  options: readonly ContactOption[]
}

/** What was chosen, and how good it is. Indices are those of `PlanProblem.options`. */
export interface ChosenPlan {
  /** rising indices of the chosen options */
  chosen: readonly number[]
  /** pinned options for which there was no room */
  unplaced: readonly number[]
  valueFen: number
  /** no plan whatsoever is worth more (whole fen); proved by Lagrangian duality, or by the exact solver */
  boundFen: number
  /** what one more of each limit would be worth, fen */
  limitPrices: readonly number[]
  /** what each floor adds to a contact that counts towards it, fen */
  floorPrices: readonly number[]
  /** what each floor could be held to */
  floorsHeld: readonly number[]
}

/** How far a plan is at most from the best, in parts of a million of the bound; 0 when nothing can be had. */
export const gapPpm = ({ valueFen, boundFen }: Pick<ChosenPlan, 'valueFen' | 'boundFen'>): number =>
  boundFen <= 0 ? 0 : Math.ceil(((boundFen - valueFen) / boundFen) * 1_000_000)
