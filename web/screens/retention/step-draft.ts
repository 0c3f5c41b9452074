import type { LeaveCase, relationLayers, StepInput, threeMoves } from '../../../server/modules/retention/contract.ts'
import { parseMoney } from '../../ui/format/money.ts'

export type Kind = LeaveCase['steps'][number] | 'offer'
type Offer = LeaveCase['offers'][number]['offer']
type Move = (typeof threeMoves)[number]
type Layer = (typeof relationLayers)[number]
/** Nothing said yet. */
export const emptyDraft = {
  note: '',
  bringing: '',
  cameBack: false,
  offer: undefined as Offer | undefined,
  move: null as Move | null,
  layer: null as Layer | null,
}
export type StepDraft = typeof emptyDraft

/** A step as the draft says it; undefined while something is missing. */
export const stepOf = (
  id: string,
  kind: Exclude<Kind, 'offer'>,
  { note, bringing, cameBack, move, layer }: StepDraft,
): StepInput | undefined => {
  const said = note.trim()
  if (kind === 'said_stayed') {
    const broughtIn = bringing.trim() === '' ? 0n : parseMoney(bringing)
    return broughtIn === undefined || broughtIn < 0n
      ? undefined
      : { id, kind, note: said === '' ? null : said, broughtInFen: broughtIn.toString() }
  }
  if (said === '') return undefined
  if (kind === 'talked') return { id, kind, note: said, move, layer }
  if (kind === 'win_back') return { id, kind, note: said, cameBack }
  return { id, kind, note: said }
}
