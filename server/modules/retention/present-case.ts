import type { ShownMoney } from '../../platform/contract/terms.ts'
import { shownAmount, shownName, type MaskedView } from '../privacy/index.ts'
import type { BoardColumn, CaseCard, CaseStep } from './contract.ts'
import type { StepRecord } from './case-step.sql.ts'
import type { CaseRecord } from './leave-case.sql.ts'

export const shown = (fen: bigint | null, view: MaskedView): ShownMoney | null => (fen === null ? null : shownAmount(fen, view))

/** The day on which who left is next turned to; null when all of it is done, or nobody left. */
export const nextWinBack = ({ state, winBackOn, winBacks }: Pick<CaseRecord, 'state' | 'winBackOn' | 'winBacks'>): string | null =>
  state === 'left' ? (winBackOn[winBacks] ?? null) : null

/** Where a case stands on the board on a day. */
export function columnOf(record: CaseRecord, today: string): BoardColumn {
  const { state } = record
  if (state === 'opened' || state === 'talking' || state === 'waiting' || state === 'said_stayed') return state
  const due = nextWinBack(record)
  return due !== null && due <= today ? 'win_back' : 'decided'
}

/** A case as a reader of the view may see it. */
export const presentCard = (record: CaseRecord, view: MaskedView, today: string): CaseCard => ({
  id: record.id,
  customerId: record.customerId.toString(),
  customerNo: record.customerNo,
  name: shownName(record.name, view),
  tier: record.tier,
  institutionName: record.institutionName,
  managerName: record.managerName,
  state: record.state,
  column: columnOf(record, today),
  source: record.source,
  reason: record.reason,
  atStake: shownAmount(record.atStakeFen, view),
  kept: shown(record.keptFen, view),
  openedOn: record.openedOn,
  openedBy: record.staffName,
  changedAt: record.changedAt.toISOString(),
  winBackOn: nextWinBack(record),
})

export const presentStep = ({ broughtInFen, keptFen, at, ...step }: StepRecord, view: MaskedView): CaseStep => ({
  ...step,
  broughtIn: shown(broughtInFen, view),
  kept: shown(keptFen, view),
  at: at.toISOString(),
})
