import { mayHandOut } from '../gifts/gifts.policy.ts'

/** Whoever meets the customer gives them the link to their own page, and so does the president; whoever may give one may revoke one. */
export const mayGiveLink = (role: string): boolean => mayHandOut(role) || role === 'outlet_president'

/** Whoever hands out looks a code up and cancels it for a customer who asks; the president cancels too. */
export const mayTakeCode = (role: string): boolean => mayHandOut(role) || role === 'outlet_president'
