import { outletColumn } from './parts.ts'
import { qualified, type Staging } from './staging.ts'

const keyOf = ({ target }: Staging): string[] => {
  const primary = target.constraints.find((definition) => definition.startsWith('PRIMARY KEY'))
  if (!primary) throw new Error(`发布目标 ${target.model.schema}.${target.model.table} 没有主键，不能替换已发布的日期。`)
  return primary.slice(primary.indexOf('(') + 1, primary.lastIndexOf(')')).split(/, */)
}

/**
 * What turns the rows in force of a published date into the staged ones: rows that are gone or other now are deleted, those that are missing then are inserted. What stayed
 * the same is not touched, and outlets that are equal are not even looked at. Nobody waits: whoever began before goes on seeing the rows as they were. Both tables have
 * statistics; both steps are one hash join.
 */
export function replaceStatements(staging: Staging): string[] {
  if (!staging.replaces) return []
  const inForce = `${staging.schema}.${staging.replaces}`
  const key = keyOf(staging)
  const columns = staging.target.columns.map(({ name }) => `"${name}"`)
  const sameKey = key.map((column) => `new.${column} = old.${column}`).join(' and ')
  const values = (side: string) => `row(${columns.map((column) => `${side}.${column}`).join(', ')})`
  const others = staging.equal.length > 0 ? `old.${outletColumn} <> all ('{${staging.equal.join(',')}}'::int[]) and ` : ''
  return [
    `delete from ${inForce} old where ${others}not exists
       (select from ${qualified(staging)} new where ${sameKey} and ${values('new')} is not distinct from ${values('old')})`,
    `insert into ${inForce} (${columns.join(', ')}) select ${columns.map((column) => `new.${column}`).join(', ')}
       from ${qualified(staging)} new where not exists (select from ${inForce} old where ${sameKey})`,
  ]
}
