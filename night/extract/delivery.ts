import type { TableName } from './canonical.ts'
import type { Catalog } from './catalog.ts'
import type { Layout } from './layout.ts'
import type { Mapping } from './mapping.ts'
import type { Problems } from './problems.ts'

/** One file of the bank and what its manifest says about it. */
export interface SourceFile {
  source: string
  name: string
  path: string
  layout: Layout
  rows?: number
  bytes?: number
}

/** What a manifest promises about a canonical table. */
export interface Promised {
  rows?: number
  controlSum?: string
}

/** A delivery as found in its folder, before a byte of data was read. */
export interface Delivery {
  businessDate: string
  mapping: string
  /** undefined: the canonical format itself */
  bridge: Mapping | undefined
  files: SourceFile[]
  /** canonical tables that are delivered, with what is promised about them */
  tables: Partial<Record<TableName, Promised>>
  covers: Partial<Record<TableName, { from: string; to: string }>>
}

export interface DeliveryRequest {
  from: string
  mapping: string
  mappingsDir?: string
  businessDate: string | undefined
  catalog: Catalog
  problems: Problems
}
