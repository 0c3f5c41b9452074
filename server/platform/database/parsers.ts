import pg from 'pg'

/**
 * How PostgreSQL's types reach the program, set once for every pool of the process:
 * `int8` → bigint (fen and keys; `sum(bigint)` is numeric in PostgreSQL, so write `sum(x)::bigint`, and `count(*)::int` for a number),
 * `date` → 'YYYY-MM-DD', `numeric` → text, `timestamptz` → Date.
 */
export function setTypeParsers(): void {
  const { INT8, DATE } = pg.types.builtins
  pg.types.setTypeParser(INT8, (text) => BigInt(text))
  pg.types.setTypeParser(DATE, (text) => text)
}
