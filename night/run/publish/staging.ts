import { randomBytes } from 'node:crypto'
import { outletColumn, partColumn, type Portion } from './parts.ts'
import type { Target } from './target.ts'

/** A table being filled, not yet a partition: nobody but publish sees it. */
export interface Staging {
  target: Target
  schema: string
  /** `<table>_<yyyymmdd>_<8 hex>`; it keeps the name as a partition */
  name: string
  rows: number
  file: string
  /** the outlets whose rows it takes from the mart; all of the mart's when undefined */
  outlets: readonly number[] | undefined
  /** the partition of the same date that is in force; its rows become these, and this table never becomes a partition */
  replaces: string | undefined
  /** outlets whose rows in `replaces` are right already: they are not here, and theirs are not touched */
  equal: readonly number[]
}

export const qualified = (staging: Pick<Staging, 'schema' | 'name'>): string => `${staging.schema}.${staging.name}`

/** Names that publish gives to its tables: whatever of them is not attached was left by a publish that was killed. */
export const stagingPattern = (table: string): string => `^${table}_[0-9]{8}_[0-9a-f]{8}$`

/** Names a table for the rows of a business date that have to be written. */
export function newStaging({ target, file, contents, partial, equal }: Portion, businessDate: string): Staging {
  const { schema, table } = target.model
  const name = `${table}_${businessDate.replaceAll('-', '')}_${randomBytes(4).toString('hex')}`
  const left = new Set(equal)
  const taken = contents.filter(({ part }) => !left.has(part))
  const rows = taken.reduce((sum, each) => sum + each.rows, 0)
  const outlets = partColumn(target) && (partial || equal.length > 0) ? taken.map(({ part }) => part) : undefined
  return { target, schema, name, rows, file, outlets, replaces: target.partitions.get(businessDate)?.name, equal }
}

/** Which rows of the mart's file a staged table takes. */
export const rowsWanted = ({ outlets }: Staging) =>
  outlets ? { by: outletColumn, values: outlets.length > 0 ? outlets : [-1] } : undefined

/**
 * Makes the empty table, like the published one. Its CHECK spares the scan when it becomes a partition. Row-level security without a policy
 * closes it to everyone but the owner; readers go through the parent, whose policies hold for every partition.
 */
export const createStatements = (staging: Staging, businessDate: string): string[] => [
  `create table ${qualified(staging)} (like ${staging.schema}.${staging.target.model.table} including defaults, check (business_date = date '${businessDate}'))`,
  `alter table ${qualified(staging)} enable row level security`,
]

/** To be run once the rows are in: without statistics the first reader has the wrong plan. */
export const analyzeStatement = (staging: Staging): string => `analyze ${qualified(staging)}`

/** One statement per constraint and index of the parent, each can run beside the others. Rows that only replace others need none. */
export function indexStatements(staging: Staging): string[] {
  if (staging.replaces) return []
  const { constraints, indexes } = staging.target
  return [
    ...constraints.map(
      (definition, index) => `create unique index ${staging.name}_k${index} on ${qualified(staging)} ${columnsOf(definition)}`,
    ),
    ...indexes.map((using, index) => `create index ${staging.name}_i${index} on ${qualified(staging)}${using}`),
  ]
}

/** Turns the unique indexes into the constraints that the parent's ask for. At once, as the columns are not null already. */
export function constraintStatements(staging: Staging): string[] {
  if (staging.replaces) return []
  return staging.target.constraints.map((definition, index) => {
    const kind = definition.startsWith('PRIMARY KEY') ? 'primary key' : 'unique'
    return `alter table ${qualified(staging)} add constraint ${staging.name}_k${index} ${kind} using index ${staging.name}_k${index}`
  })
}

const columnsOf = (definition: string): string => definition.slice(definition.indexOf('('))
