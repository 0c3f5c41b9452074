import { sql, type RawBuilder } from 'kysely'

/**
 * Keys to join with, as `asked`, a table of one column of the same name. Of one key the plan is the same whichever it is, so PostgreSQL keeps it; how many an array
 * holds a kept plan cannot know, so statements that join many tables to one are planned anew every time, which costs more than to run them.
 */
export const asked = (keys: readonly bigint[]): RawBuilder<unknown> => {
  const [key] = keys
  return keys.length === 1 ? sql`(values (${key}::bigint)) asked (asked)` : sql`unnest(${keys.map(String)}::bigint[]) asked`
}
