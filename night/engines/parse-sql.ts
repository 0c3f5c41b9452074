import { openDuckdb } from './duckdb.ts'

/** A node of a statement's syntax tree, as DuckDB's parser describes it. */
export type SyntaxNode = { [field: string]: unknown }

/** Parses statements without running them. Throws with the parser's message when one is no SQL. */
export async function parseSql(statements: readonly string[]): Promise<SyntaxNode[]> {
  const db = await openDuckdb({ threads: 1 })
  try {
    const trees: SyntaxNode[] = []
    for (const sql of statements) {
      const row = (await db.all<{ tree: string }>('select cast(json_serialize_sql(cast($sql as varchar)) as varchar) as tree', { sql }))[0]
      const parsed = JSON.parse(row?.tree ?? '{}') as { error: boolean; error_message?: string; statements?: { node: SyntaxNode }[] }
      if (parsed.error || parsed.statements?.length !== 1)
        throw new Error(`no SQL query: ${parsed.error_message ?? 'more than one statement'}\n${sql.slice(0, 200)}`)
      trees.push(...parsed.statements.map((statement) => statement.node))
    }
    return trees
  } finally {
    db.close()
  }
}
