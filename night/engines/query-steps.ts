/** A named step of a query: `name as (body)`. */
export interface QueryStep {
  name: string
  body: string
}

export interface QuerySteps {
  steps: QueryStep[]
  /** the select after the steps */
  last: string
}

/** Position just after the bracket that closes the one at `open`; brackets within texts and comments do not count. */
function closingOf(sql: string, open: number): number {
  let depth = 0
  for (let at = open; at < sql.length; at++) {
    if (sql.startsWith('--', at)) at = sql.indexOf('\n', at)
    else if (sql[at] === "'") at = sql.indexOf("'", at + 1)
    else if (sql[at] === '(') depth++
    else if (sql[at] === ')' && --depth === 0) return at + 1
    if (at < 0) break
  }
  throw new Error(`a bracket is never closed: ${sql.slice(open, open + 80)}`)
}

const head = /^\s*(?:--[^\n]*\n\s*)*(?:with\b\s*)?(?:--[^\n]*\n\s*)*([a-z_][a-z0-9_]*)\s+as\s*\(/

/** Takes a model apart (night/models/README.md, form of a query). A query without steps is its own last select. */
export function stepsOf(sql: string): QuerySteps {
  const steps: QueryStep[] = []
  let rest = sql
  if (!/^\s*(?:--[^\n]*\n\s*)*with\b/.test(rest)) return { steps, last: rest }
  for (;;) {
    const found = head.exec(rest)
    if (!found) return { steps, last: rest }
    const open = found[0].length - 1
    const end = closingOf(rest, open)
    steps.push({ name: found[1] ?? '', body: rest.slice(open + 1, end - 1) })
    const comma = /^\s*,/.exec(rest.slice(end))
    rest = rest.slice(end + (comma?.[0].length ?? 0))
    if (!comma) return { steps, last: rest }
  }
}

/** Puts a query together again. */
export const queryOf = ({ steps, last }: QuerySteps): string =>
  steps.length === 0 ? last : `with\n${steps.map(({ name, body }) => `${name} as (${body})`).join(',\n')}\n${last}`

/** How many times later steps or the last select read a step. */
export function readsOf({ steps, last }: QuerySteps, name: string): number {
  const read = new RegExp(`\\b(?:from|join)\\s+${name}\\b`, 'g')
  return [...steps.map(({ body }) => body), last].reduce((sum, text) => sum + [...text.matchAll(read)].length, 0)
}

/** An import only chooses rows and columns of one relation that is no step. */
export const isImport = ({ steps }: QuerySteps, { body }: QueryStep): boolean => {
  const read = [...body.matchAll(/\b(?:from|join)\s+([a-z_][a-z0-9_]*)/g)].map((match) => match[1])
  return read.length <= 1 && !steps.some(({ name }) => name === read[0])
}
