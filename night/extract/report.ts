import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprintOf } from './catalog.ts'
import { problemCodes } from './problems.ts'
import type { Problem, Problems } from './problems.ts'

export interface Refusal {
  businessDate: string
  mapping: string
  from: string
  problems: Problems
}

const place = ({ file, line, column }: Problem): string =>
  [file, line === null ? '' : `第 ${line} 行`, column ? `列 ${column}` : ''].filter(Boolean).join(' ')

/** The report as a person reads it. */
function refusalText({ businessDate, mapping, from, problems }: Refusal): string {
  const totals = [...problems.totals].map(([code, count]) => `  ${count} × ${problemCodes[code][0]} (${code}): ${problemCodes[code][1]}`)
  const more = problems.total - problems.listed.length
  return [
    `装载被拒绝: 业务日期 ${businessDate}，映射 ${mapping}，来自 ${from}`,
    `共 ${problems.total} 个问题。数据湖未变，原有数据继续使用。`,
    ...totals,
    '',
    ...problems.listed.map(
      (problem) => `${place(problem)}: ${problemCodes[problem.code][0]}；内容: ${problem.found}；应为: ${problem.expected}`,
    ),
    ...(more > 0 ? [`…… 另有 ${more} 个未逐一列出`] : []),
    '',
  ].join('\n')
}

/**
 * Writes `<date>-refused-<content>.json` and `.txt`.
 * @returns the path of the JSON file; the text lies beside it
 */
export function writeReport(reportsDir: string, refusal: Refusal): string {
  const { businessDate, mapping, from, problems } = refusal
  const content = {
    outcome: 'refused',
    businessDate,
    mapping,
    from,
    problemCount: problems.total,
    totals: Object.fromEntries(problems.totals),
    problems: problems.listed,
  }
  mkdirSync(reportsDir, { recursive: true })
  const path = join(reportsDir, `${businessDate}-refused-${fingerprintOf(content).slice(0, 12)}`)
  writeFileSync(`${path}.txt`, refusalText(refusal))
  writeFileSync(`${path}.json`, `${JSON.stringify(content, null, 2)}\n`)
  return `${path}.json`
}
