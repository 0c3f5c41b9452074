import { besideOf, chanceOf, compareChances } from '../../../../learn/index.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { policyAt } from '../../policy/index.ts'
import { challengerOn } from '../challenger.sql.ts'
import { dueOutcome, insertComparison, isLookedAtSince, pairsOf } from './comparison.sql.ts'

/**
 * What a published night can tell of a challenger (M12): once a month how differently it scores, and once it is known who left after a month end on which both scored, how both
 * did. Costs two looks at a table while neither is due. `owner` is the owner's handle. Running it again adds nothing.
 */
export async function compareModels(owner: Database, businessDate: string): Promise<void> {
  const challenger = await challengerOn(owner, businessDate)
  if (!challenger) return
  const about = { challenger: challenger.version, comparedOn: businessDate }
  if (!(await isLookedAtSince(owner, challenger.version, businessDate))) {
    const { champion, said, other } = await readPairs(owner, businessDate, undefined)
    if (champion !== undefined)
      await insertComparison(owner, { ...about, champion, scoredOn: businessDate, asOf: null, content: besideOf(said, other) })
  }
  const due = await dueOutcome(owner, challenger.version, businessDate)
  if (!due) return
  const { champion, label, said, other } = await readPairs(owner, due.scoredOn, businessDate)
  const left = label.reduce((sum, one) => sum + one, 0)
  const least = (await policyAt(owner, businessDate)).whole('learn.compare_least_left')
  if (champion === undefined || left < least || left === label.length) return
  await insertComparison(owner, {
    ...about,
    ...due,
    champion,
    content: compareChances(label, said, other, champion * 1_000 + challenger.version),
  })
}

async function readPairs(owner: Database, scoredOn: string, knownOn: string | undefined) {
  const label: number[] = []
  const said: number[] = []
  const other: number[] = []
  let champion: number | undefined
  for await (const rows of pairsOf(owner, scoredOn, knownOn)) {
    champion ??= rows[0]?.champion
    for (const row of rows) {
      label.push(row.hasLeft ? 1 : 0)
      said.push(chanceOf(Number(row.championPoints)))
      other.push(chanceOf(Number(row.points)))
    }
  }
  return { champion, label: Uint8Array.from(label), said: Float64Array.from(said), other: Float64Array.from(other) }
}
