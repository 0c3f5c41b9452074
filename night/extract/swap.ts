import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { catalogPath, deliveryFolder } from './catalog.ts'
import type { Catalog } from './catalog.ts'

function sync(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Puts a folder in its place below the lake, on disk for good. What lies there is of no delivery in force. */
export function placeFolder(staged: string, target: string): void {
  for (const file of readdirSync(staged)) sync(join(staged, file))
  sync(staged)
  mkdirSync(dirname(target), { recursive: true })
  rmSync(target, { recursive: true, force: true })
  renameSync(staged, target)
  sync(dirname(target))
}

/** The swap: readers see the old catalogue or the new one, never a part. */
export function swapCatalog(lakeDir: string, catalog: Catalog): void {
  const path = catalogPath(lakeDir)
  const next = `${path}.next`
  writeFileSync(next, `${JSON.stringify(catalog, null, 2)}\n`)
  sync(next)
  renameSync(next, path)
  sync(lakeDir)
}

/**
 * Removes what killed loads left behind, and what no reader can still want; call it only while holding the lake.
 * Deliveries that the newest load replaced stay until the next one: a night may be reading them.
 */
export function sweep(lakeDir: string, catalog: Catalog): void {
  rmSync(stagingDir(lakeDir), { recursive: true, force: true })
  const keys = Object.values(catalog.keys).map(({ file }) => dirname(file))
  removeOthers(lakeDir, 'keys', new Set(keys))
  const wanted = new Set([...catalog.deliveries.map(deliveryFolder), ...catalog.superseded])
  for (const date of foldersIn(join(lakeDir, 'deliveries'))) removeOthers(lakeDir, `deliveries/${date}`, wanted)
}

const foldersIn = (path: string): string[] => (existsSync(path) ? readdirSync(path) : [])

function removeOthers(lakeDir: string, parent: string, wanted: Set<string>): void {
  for (const folder of foldersIn(join(lakeDir, parent))) {
    if (!wanted.has(`${parent}/${folder}`)) rmSync(join(lakeDir, parent, folder), { recursive: true, force: true })
  }
}

export const stagingDir = (lakeDir: string): string => join(lakeDir, 'staging')
