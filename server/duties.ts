import { classifyCustomers } from './modules/contact/index.ts'
import { takeDue } from './modules/handover/index.ts'
import { compareLeaveCases, measureWakeUps } from './modules/retention/index.ts'
import { freezeGroups, raiseAlerts } from './modules/warning/index.ts'
import { watchLookups } from './modules/privacy/index.ts'
import { forgetOldProspects } from './modules/prospect/index.ts'
import { anchorLedger } from './modules/points/index.ts'
import { anchorAudit } from './platform/audit/anchor.ts'
import { businessDateOf } from './platform/calendar.ts'
import type { Database } from './platform/database/pools.ts'

export interface Duties {
  /** the owner's handle */
  owner: Database
  now: () => Date
  onTrouble: (error: unknown) => void
  /** milliseconds between two turns */
  watchEvery?: number
  anchorEvery?: number
}

/**
 * What a serving Liuke does by itself: the look-up watch, the classes of a new night's customers and what it saw of leave cases and the hand-overs
 * whose day has come every minute, the classes at once too; every hour prospects that came to nothing are forgotten; an anchor of the ledger and of the audit trail every hour. One after the other; a turn that fails is reported and
 * the next comes all the same. Returns how to end: waits for the turn under way.
 */
export function runDuties({ owner, now, onTrouble, watchEvery = 60_000, anchorEvery = 3_600_000 }: Duties): () => Promise<void> {
  let turn: Promise<unknown> = classifyCustomers(owner).catch(onTrouble)
  const every = (milliseconds: number, duty: () => Promise<unknown>) =>
    setInterval(() => {
      turn = turn.then(duty).catch(onTrouble)
    }, milliseconds).unref()
  const timers = [
    every(watchEvery, () => watchLookups(owner, now())),
    every(watchEvery, () => classifyCustomers(owner)),
    every(watchEvery, () => compareLeaveCases(owner, now())),
    every(watchEvery, () => measureWakeUps(owner)),
    every(watchEvery, () => takeDue(owner, businessDateOf(now()), now())),
    every(watchEvery, () => raiseAlerts(owner)),
    every(watchEvery, () => freezeGroups(owner, now())),
    every(anchorEvery, () => forgetOldProspects(owner, now())),
    every(anchorEvery, () => anchorLedger(owner)),
    every(anchorEvery, () => anchorAudit(owner)),
  ]
  return async () => {
    for (const timer of timers) clearInterval(timer)
    await turn
  }
}
