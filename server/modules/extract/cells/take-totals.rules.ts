import type { CellTotals, TotalRow } from './read-cell.sql.ts'

/** The totals that head office has of a cell: as just read, or those of before when that brought nothing. */
export interface CellStanding {
  branch: string
  days: TotalRow[]
  months: TotalRow[]
}

/** What came of asking a cell. */
export type Answer = { branch: string; totals: CellTotals } | { branch: string; problem: string }

export interface Taken {
  /** rows of all cells, each outlet's once */
  standing: CellStanding[]
  /** the cells whose new rows are among them */
  read: CellTotals[]
  /** those that brought nothing, and why */
  problems: Map<string, string>
}

/**
 * Puts together what counts from now on. A cell is taken whole or not at all: one that hands over an outlet which an earlier one of the list hands over too is not, and
 * keeps its rows of before. An outlet of a cell that brought nothing counts with whoever handed it over now.
 */
export function takeTotals(answers: readonly Answer[], before: readonly CellStanding[]): Taken {
  const owner = new Map<number, string>()
  const read: CellTotals[] = []
  const problems = new Map<string, string>()
  for (const answer of answers) {
    if ('problem' in answer) {
      problems.set(answer.branch, answer.problem)
      continue
    }
    const outlets = outletsOf(answer.totals)
    const claimed = outlets.find((outlet) => owner.has(outlet))
    if (claimed !== undefined) {
      problems.set(answer.branch, `网点 ${claimed} 也由 ${owner.get(claimed)} 交来，每个网点只能属于一个分行库`)
      continue
    }
    for (const outlet of outlets) owner.set(outlet, answer.branch)
    read.push(answer.totals)
  }
  const kept = before
    .filter(({ branch }) => problems.has(branch))
    .map(({ branch, days, months }) => {
      const still = ({ institutionId }: TotalRow) => !owner.has(institutionId)
      return { branch, days: days.filter(still), months: months.filter(still) }
    })
  return { standing: [...read, ...kept], read, problems }
}

export const outletsOf = ({ days, months }: Pick<CellStanding, 'days' | 'months'>): number[] => [
  ...new Set([...days, ...months].map(({ institutionId }) => institutionId)),
]
