/** What other modules may use of maturing and matured terms (M11, M15). */
export { captureTotals, maturitiesOfCustomer } from './maturity.sql.ts'
