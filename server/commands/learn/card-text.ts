import type { ModelFile } from '../../../learn/index.ts'
import { cardSections, type CardSection } from './card-sections.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|')
const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`

/** The card as Markdown, which reads well on a terminal too. */
export const cardText = (learned: ModelFile): string => ['# 模型说明', ...cardSections(learned).map(sectionText)].join('\n\n')

function sectionText({ title, lines, head, rows, bars }: CardSection): string {
  const drawn = bars ? [...head, ''] : head
  const table =
    rows.length === 0
      ? []
      : [line(drawn), `|${drawn.map(() => '---').join('|')}|`, ...rows.map((row, at) => line(bars ? [...row, bar(bars[at] ?? 0)] : row))]
  return [`## ${title}`, ...lines, ...(lines.length > 0 && table.length > 0 ? [''] : []), ...table].join('\n')
}

const barLength = 12
const bar = (reach: number): string => (reach >= 0 ? '█' : '░').repeat(Math.round(Math.abs(reach) * barLength))
