/** One statement of a SQL file and the line (from 1) it begins at. */
export interface Statement {
  text: string
  line: number
}

/** What hides a semicolon: comments, quoted text and names, dollar quotes. Sticky, tried in this order. */
const hidden = [
  /--[^\n]*/y,
  /\/\*[\s\S]*?\*\//y,
  /[eE]'(?:[^'\\]|\\[\s\S]|'')*'/y,
  /'(?:[^']|'')*'/y,
  /"(?:[^"]|"")*"/y,
  /\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$/y,
  /[A-Za-z_][\w$]*/y,
]

/** Takes a SQL file apart at its semicolons, so that an error can name its line. Nested block comments are not supported. */
export function splitStatements(source: string): Statement[] {
  const statements: Statement[] = []
  let start = 0
  for (let at = 0; at <= source.length;) {
    if (at === source.length || source[at] === ';') {
      const text = source.slice(start, at)
      const lead = leadOf(text)
      if (lead < text.length) statements.push({ text: text.slice(lead), line: source.slice(0, start + lead).split('\n').length })
      start = ++at
    } else {
      at = endOfHidden(source, at) ?? at + 1
    }
  }
  return statements
}

/** Length of the blanks and comments a statement begins with. */
function leadOf(text: string): number {
  return /^(?:\s+|--[^\n]*|\/\*[\s\S]*?\*\/)*/.exec(text)?.[0].length ?? 0
}

function endOfHidden(source: string, at: number): number | undefined {
  for (const pattern of hidden) {
    pattern.lastIndex = at
    if (pattern.test(source)) return pattern.lastIndex
  }
  return undefined
}
