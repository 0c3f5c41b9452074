import type { ModelFile } from '../../../learn/index.ts'
import { cardSections, type CardSection } from './card-sections.ts'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const style = `
body{font:14px/1.6 system-ui,'PingFang SC','Noto Sans SC',sans-serif;max-width:880px;margin:2rem auto;padding:0 1rem;color:#1f2328;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.05rem;margin:1.8rem 0 .4rem}p{margin:.2rem 0;color:#555}
table{border-collapse:collapse;width:100%}th,td{padding:.25rem .6rem;border-bottom:1px solid #e5e7eb;text-align:left}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.bar{width:34%}
.bar i{display:block;height:.7rem;border-radius:2px;background:#2f6f5e}.bar i.down{background:#b9c4cc}
section{break-inside:avoid;overflow-x:auto}
@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#16181b}p{color:#aaa}th,td{border-color:#333}.bar i.down{background:#566}}
@media print{body{margin:0;color:#000;background:#fff}}`

/** The card as one page without scripts, for screen and print. */
export function cardPage(learned: ModelFile): string {
  const sections = cardSections(learned).map(sectionPage).join('\n')
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>模型说明</title><style>${style}</style>`
  return `<!doctype html>\n<html lang="zh-CN"><head>${head}</head><body><h1>模型说明</h1>\n${sections}\n</body></html>\n`
}

const numeric = /^[+−-]?[\d,.]+( %)?$|^–$/

function sectionPage({ title, lines, head, rows, bars }: CardSection): string {
  const isNumber = head.map((_, column) => rows.length > 0 && rows.every((row) => numeric.test(row[column] ?? '')))
  const mark = (column: number) => (isNumber[column] ? ' class="n"' : '')
  const headRow = `<tr>${head.map((text, column) => `<th${mark(column)}>${escaped(text)}</th>`).join('')}${bars ? '<th></th>' : ''}</tr>`
  const bodyRows = rows.map((row, at) => {
    const cells = row.map((text, column) => `<td${mark(column)}>${escaped(text)}</td>`).join('')
    return `<tr>${cells}${bars ? bar(bars[at] ?? 0) : ''}</tr>`
  })
  const table = rows.length === 0 ? '' : `<table><thead>${headRow}</thead><tbody>${bodyRows.join('')}</tbody></table>`
  return `<section><h2>${escaped(title)}</h2>${lines.map((text) => `<p>${escaped(text)}</p>`).join('')}${table}</section>`
}

const bar = (reach: number): string =>
  `<td class="bar"><i${reach < 0 ? ' class="down"' : ''} style="width:${(Math.abs(reach) * 100).toFixed(0)}%"></i></td>`
