/**
 * The truth of the simulated bank: why its customers leave. The monthly hazard of customer c at month end m is
 *
 *   1 / (1 + exp(−(base + category × min(categories held at m, categoriesAtMost) + contact × reached by the manager within contactDays before m
 *                  + maturity × a term matures in the month after m)))
 *
 * and whoever leaves starts to draw the balances down in the month after m (on the days after the maturity, where there is one).
 * Only customers with something to lose are at risk: potential and up, or a long-tail balance of atRiskFromYuan. Learners are tested against these numbers (M12).
 */
export const truth = {
  base: -3.9,
  category: -0.45,
  categoriesAtMost: 6,
  contact: -0.8,
  contactDays: 90,
  maturity: 1.0,
  atRiskFromYuan: 1000,
} as const
