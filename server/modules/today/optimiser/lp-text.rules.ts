import type { PlanProblem } from './problem.rules.ts'

/**
 * The problem as the exact solver reads it (CPLEX LP format): one 0/1 variable an open option. `floors` are those held to. Options that can
 * never be chosen are left out; pinned ones are fixed. Undefined when there is nothing to decide.
 */
export function lpText(problem: PlanProblem, options: readonly number[], fixed: readonly number[], floors: readonly number[]): string {
  const terms = (which: (index: number) => number) =>
    options.flatMap((index) => {
      const times = which(index)
      return times === 0 ? [] : [`${times} x${index}`]
    })
  const rows: string[] = []
  const row = (name: string, parts: readonly string[], relation: string) => {
    if (parts.length > 0) rows.push(` ${name}: ${parts.join(' + ')} ${relation}`)
  }
  const useOf = (index: number, limit: number) => {
    const { limits, uses } = problem.options[index]!
    const at = limits.indexOf(limit)
    return at === -1 ? 0 : (uses?.[at] ?? 1)
  }
  for (const [limit, capacity] of problem.limits.entries())
    row(
      `l${limit}`,
      terms((index) => useOf(index, limit)),
      `<= ${capacity}`,
    )
  for (const [floor, least] of floors.entries())
    if (least > 0)
      row(
        `f${floor}`,
        terms((index) => (problem.options[index]!.floor === floor ? 1 : 0)),
        `>= ${least}`,
      )
  for (const [household, members] of Map.groupBy(options, (index) => problem.options[index]!.household))
    row(
      `h${household}`,
      members.map((index) => `x${index}`),
      '<= 1',
    )
  for (const index of fixed) rows.push(` p${index}: x${index} = 1`)
  const value = options.map((index) => `${problem.options[index]!.valueFen} x${index}`)
  return [
    'Maximize',
    ` value: ${folded(value)}`,
    'Subject To',
    ...rows,
    'Binary',
    ` ${options.map((index) => `x${index}`).join(' ')}`,
    'End',
  ].join('\n')
}

/** The format's lines are short. */
const folded = (parts: readonly string[]): string => parts.join('\n + ')
