import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { canonicalTable, tableNames } from './canonical.ts'
import type { Column, TableName } from './canonical.ts'
import { problemCodes } from './problems.ts'

/** Where the format is written down for a bank's people. */
export const documentPath = fileURLToPath(new URL('../../docs/extract.md', import.meta.url))

const cell = (text: string): string => text.replaceAll('|', '\\|')

function columnLine(key: readonly string[], name: string, column: Column): string {
  const notes = [column.about]
  if (column.references) notes.push(`→ \`${column.references}\``)
  if (column.values) notes.push(column.values.map((value) => `\`${value}\``).join(' '))
  if (column.ahead) notes.push('may lie ahead of the business date')
  return `| \`${name}\`${key.includes(name) ? ' 🔑' : ''} | ${column.type} | ${column.required ? '✓' : ''} | ${cell(notes.join(' · '))} |`
}

function tableSection(table: TableName): string {
  const { key, form, required, controlSum, columns } = canonicalTable(table)
  const facts = [
    required ? 'required 必需' : 'optional 可选',
    form === 'state' ? 'state 全量' : 'movement 增量',
    ...(controlSum ? [`control sum 控制总额: \`${controlSum}\``] : []),
  ]
  const lines = Object.entries<Column>(columns).map(([name, column]) => columnLine(key, name, column))
  return `### \`${table}\`\n${facts.join(' · ')}\n\n| column | type | required | |\n|---|---|---|---|\n${lines.join('\n')}`
}

const generated: Record<string, () => string> = {
  tables: () => tableNames.map(tableSection).join('\n\n'),
  refusals: () => {
    const lines = Object.entries(problemCodes).map(([code, [meaning, remedy]]) => `| \`${code}\` | ${cell(meaning)} | ${cell(remedy)} |`)
    return `| code | meaning 含义 | what to do 怎么办 |\n|---|---|---|\n${lines.join('\n')}`
  },
}

/** The document with its generated parts as the code has them; each part lies between `<!-- name -->` and `<!-- /name -->`. */
export function documented(text: string): string {
  return Object.entries(generated).reduce((result, [name, part]) => {
    const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
    const [from, to] = [result.indexOf(start), result.indexOf(end)]
    if (from < 0 || to < from) throw new Error(`${documentPath}: no ${start} … ${end}`)
    return `${result.slice(0, from + start.length)}\n${part()}\n${result.slice(to)}`
  }, text)
}

// `node night/extract/document.ts` writes the generated parts anew
if (import.meta.main) writeFileSync(documentPath, documented(readFileSync(documentPath, 'utf8')))
