import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { joinLabel } from './join-label.ts'
import { openTable } from './open-table.ts'
import type { TableFile } from '../night/engines/table-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'liuke-join-label-'))
const opened: TableFile[] = []
afterAll(() => {
  for (const file of opened) file.close()
  rmSync(folder, { recursive: true, force: true })
})
const table = async (name: string, lines: readonly string[], keys: readonly string[]) => {
  const path = join(folder, name)
  writeFileSync(path, lines.join('\n'))
  const file = await openTable(path, keys)
  opened.push(file)
  return file
}
const customers = () => table('customers.csv', ['no,aum', '007,1', '0x1f,2', '9,3'], ['no'])
const labels = (lines: readonly string[]) => table(`labels-${lines.length}-${lines.at(-1)}.csv`, ['id,label', ...lines], ['id'])

describe('labels by key', () => {
  it('meet keys as they are written; who has none is without a label', async () => {
    const joined = await joinLabel(await customers(), 'no', { file: await labels(['0x1f,1', '007,0', '31,1']), key: 'id', label: 'label' })
    const parts = []
    for await (const part of joined.read(['label', 'aum', 'no'], ['label'])) parts.push(part)
    expect(parts[0]?.columns).toEqual([{ words: ['0', '1', null] }, { numbers: Float64Array.of(1, 2, 3) }, { words: ['007', '0x1f', '9'] }])
  })

  it.each([
    ['a key twice', ['9,1', '9,0'], 'id', 'label', 'duplicate_key'],
    ['a key that is missing', [',1'], 'id', 'label', 'key_missing'],
    ['no such column', ['9,1', '7,0', '1,0'], 'customer', 'label', 'no_such_column'],
    ['a label that is a column of the table', ['9,1', '5,0', '6,0', '8,0'], 'id', 'aum', 'label_taken'],
  ])('refuse %s', async (_what, lines, key, label, code) => {
    const file = label === 'aum' ? await table('taken.csv', ['id,aum', ...lines], ['id']) : await labels(lines)
    await expect(joinLabel(await customers(), 'no', { file, key, label })).rejects.toMatchObject({ problem: { code } })
  })
})
