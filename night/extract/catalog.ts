import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { canonical, tableNames } from './canonical.ts'
import type { TableName } from './canonical.ts'

const date = z.iso.date()
const tableEntry = z.object({
  /** path below the lake's folder */
  file: z.string(),
  rows: z.number().int().nonnegative(),
  /** sum of the table's control column, whole fen, as text (it may pass 2^53) */
  controlSum: z.string().nullable(),
  coversFrom: date.optional(),
  coversTo: date.optional(),
})
const deliveryEntry = z.object({
  businessDate: date,
  loadId: z.string(),
  mapping: z.string(),
  /** of the content that was delivered: files, mapping, date */
  fingerprint: z.string(),
  tables: z.partialRecord(z.enum(tableNames), tableEntry),
})
const keyEntry = z.object({ file: z.string(), rows: z.number().int().nonnegative() })
const catalogSchema = z.object({
  version: z.literal(1),
  deliveries: z.array(deliveryEntry),
  keys: z.record(z.string(), keyEntry),
  /** folders of deliveries that the newest load replaced: a night may still be reading them, the next load removes them */
  superseded: z.array(z.string()).default([]),
})

export type TableEntry = z.infer<typeof tableEntry>
export type DeliveryEntry = z.infer<typeof deliveryEntry>
export type KeyEntry = z.infer<typeof keyEntry>
export type Catalog = z.infer<typeof catalogSchema>

export const catalogPath = (lakeDir: string): string => join(lakeDir, 'catalog.json')
export const isMovement = (table: TableName): boolean => canonical[table].form === 'movement'

/** Folder of a delivery, below the lake. */
export const deliveryFolder = ({ businessDate, loadId }: Pick<DeliveryEntry, 'businessDate' | 'loadId'>): string =>
  `deliveries/${businessDate}/${loadId}`

/** The deliveries in force, oldest first. An empty lake has an empty catalogue; an unreadable one is an error, never taken for empty. */
export function readCatalog(lakeDir: string): Catalog {
  const path = catalogPath(lakeDir)
  if (!existsSync(path)) return { version: 1, deliveries: [], keys: {}, superseded: [] }
  const catalog = catalogSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!catalog.success)
    throw new Error(`数据湖目录损坏: ${path}。请从备份恢复 lake/catalog.json，或移走 lake/ 后重新装载。\n${z.prettifyError(catalog.error)}`)
  return catalog.data
}

/** Short, stable name of any JSON-able content. */
export const fingerprintOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('hex')
