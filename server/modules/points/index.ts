/** What composition roots and other modules may use of the points. */
export { anchorLedger } from './anchor-ledger.ts'
export { verifyLedger, type LedgerVerdict } from './verify-ledger.ts'
