import { crc32, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { writeCsv } from './csv.ts'
import { guardedText, type Sheet } from './sheet.ts'
import { readWorkbook, writeWorkbook } from './workbook.ts'

const sheet: Sheet = {
  name: '客户清单',
  mark: '内部资料 & 禁止外传 编号 X-1',
  about: ['数据截至 2026-11-20'],
  columns: [
    { title: '客户号', width: 20, kind: 'text' },
    { title: '管理资产', width: 14, kind: 'money' },
    { title: '备注', width: 30, kind: 'text' },
  ],
  rows: [
    ['001234567890123456', 1234567.89, '=HYPERLINK("http://x","点我")'],
    ['2', -5, '@SUM(A1)'],
    ['3', null, '𠮷"田",\n第二行'],
  ],
}
const at = new Date('2026-11-20T10:00:00+08:00')

describe('a workbook', () => {
  it('holds what it was given: long numbers as text, amounts as numbers, formulas as harmless text, the mark everywhere', async () => {
    const { sheets, properties } = await readWorkbook(await writeWorkbook(sheet, at))
    const rows = sheets[0]?.rows ?? []
    expect(rows[0]?.[0]).toBe(sheet.mark)
    expect(rows[1]?.[0]).toBe('数据截至 2026-11-20')
    expect(rows[2]).toEqual(['客户号', '管理资产', '备注'])
    expect(rows[3]).toEqual(['001234567890123456', 1234567.89, `'=HYPERLINK("http://x","点我")`])
    expect(rows[4]).toEqual(['2', -5, `'@SUM(A1)`])
    expect(rows[5]).toEqual(['3', null, '𠮷"田",\n第二行'])
    expect(rows[6]?.[0]).toBe(sheet.mark)
    expect(sheets[0]?.header).toContain('编号 X-1')
    expect(sheets[0]?.footer).toContain('内部资料 && 禁止外传')
    expect(properties).toMatchObject({ creator: sheet.mark, description: sheet.mark, title: '客户清单' })
  })

  it('is not read when it is none, is broken, or unpacks to too much', async () => {
    await expect(readWorkbook(Buffer.from('not a workbook'))).rejects.toThrow('不是 Excel 文件')
    const file = await writeWorkbook(sheet, at)
    await expect(readWorkbook(file, 1000)).rejects.toThrow('超过')
    await expect(readWorkbook(zipOf(300 * 1024 * 1024))).rejects.toThrow('300 MB')
    const broken = Buffer.from(file)
    broken.writeUInt32LE(12, broken.length - 6)
    await expect(readWorkbook(broken)).rejects.toThrow('已损坏')
  })
})

it('CSV is guarded and quoted, marked at both ends, and opens in Chinese', () => {
  const text = writeCsv(sheet).toString('utf8')
  expect(text.startsWith(`\uFEFF${sheet.mark}\r\n`)).toBe(true)
  expect(text.endsWith(`\r\n${sheet.mark}\r\n`)).toBe(true)
  expect(text).toContain(`001234567890123456,1234567.89,"'=HYPERLINK(""http://x"",""点我"")"\r\n2,-5,'@SUM(A1)\r\n3,,"𠮷""田"",\n第二行"`)
})

it.each(['=1+1', '+86', '-1', '@x', '\t=1', '\r=1', '＝1'])('guards %j', (text) => expect(guardedText(text)).toBe(`'${text}`))
it.each(['张伟', '1', 'C1', '', ' =1', '《=》'])('leaves %j as it is', (text) => expect(guardedText(text)).toBe(text))

/** A ZIP of one member that says it unpacks to so many bytes. */
function zipOf(bytes: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(16))
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt32LE(crc32(Buffer.alloc(16)), 16)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(bytes, 24)
  entry.writeUInt16LE(name.length, 28)
  head.writeUInt16LE(name.length, 26)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(head.length + name.length + packed.length, 16)
  return Buffer.concat([head, name, packed, entry, name, end])
}
