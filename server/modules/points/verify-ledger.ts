import type { Database } from '../../platform/database/pools.ts'
import { ledgerProblems, type LedgerProblem } from './verify.sql.ts'

export interface LedgerVerdict {
  postings: bigint
  problems: LedgerProblem[]
}

/**
 * Proves the ledger (M70): postings balance, accounts and lots are the sums of their lines, nothing is orphaned, repeated or edited, the hash chains
 * and anchors hold. Changes nothing. `database` is the owner's handle.
 */
export const verifyLedger = (database: Database): Promise<LedgerVerdict> => ledgerProblems(database)
