import { addMonths } from './add-months.rules.ts'
import type { Scoped } from '../../platform/database/scope.ts'
import type { Policies } from '../policy/index.ts'
import { fingerprintOf, likenessBp, sharedRanges, type Fingerprint, type Range } from './likeness.rules.ts'
import { alikeTexts } from './likeness.sql.ts'

/** The text of ours that a text is most like, from the policy's mark on; `refused`: too like it to be sent. */
export interface Likeness {
  bp: number
  refused: boolean
  staffName: string
  writtenOn: string
  mine: boolean
  shared: Range[]
}

/**
 * Compares a text with what all staff wrote within the policy's months, to whomever (M25). `names` do not count. What others wrote is not shown: only
 * which parts of the given text stand there too. Call inside `withScope`.
 */
export async function compareText(
  trx: Scoped,
  text: { body: string; names: readonly string[] },
  { userId, today, policies }: { userId: number; today: string; policies: Policies },
): Promise<{ fingerprint: Fingerprint; likeness: Likeness | null }> {
  const fingerprint = fingerprintOf(text.body, text.names)
  const since = addMonths(today, -policies.whole('message.near_months'))
  const compared = (await alikeTexts(trx, fingerprint, since)).map((other) => ({
    other,
    bp: likenessBp(fingerprint.shingles, other.shingles),
  }))
  const most = compared.reduce<(typeof compared)[number] | undefined>((held, one) => (held && held.bp >= one.bp ? held : one), undefined)
  if (!most || most.bp < policies.whole('message.near_mark_bp')) return { fingerprint, likeness: null }
  const { other, bp } = most
  return {
    fingerprint,
    likeness: {
      bp,
      refused: bp >= policies.whole('message.near_refuse_bp'),
      staffName: other.staffName,
      writtenOn: other.writtenOn,
      mine: other.userId === userId,
      shared: sharedRanges(text.body, text.names, other.shingles),
    },
  }
}
