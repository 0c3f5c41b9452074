import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { documentPath, documented } from './document.ts'
import { mappingNames } from './mapping.ts'

const text = readFileSync(documentPath, 'utf8')

it('docs/extract.md has the tables and refusals of the code; else run `node night/extract/document.ts`', () => {
  expect(documented(text)).toBe(text)
})

it('docs/extract.md names every mapping and every macro', () => {
  for (const name of [...mappingNames(), 'fen_from_yuan', 'fen_from_fen', 'date_from', 'within', 'negative', 'refuse'])
    expect(text).toContain(name)
})
