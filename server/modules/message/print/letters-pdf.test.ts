import { extractText, getDocumentProxy } from 'unpdf'
import { expect, it } from 'vitest'
import { lettersPdf, type LetterPage } from './letters-pdf.ts'

const letter: LetterPage = {
  medium: 'letter',
  occasion: null,
  title: '感谢信',
  name: '欧阳龘',
  address: '北京市海淀区中关村大街1号',
  body: '欧阳先生：\n感谢您一直以来的信任。'.padEnd(60, '。'),
  staffName: '李娜',
  outlet: '解放路网点',
  date: '2026-11-22',
}

it('prints a page for each, with Chinese that can be read again and its font within', async () => {
  const bytes = await lettersPdf([letter, { ...letter, medium: 'card', title: '生日快乐', name: '王芳' }], new Date('2026-11-22T02:00:00Z'))
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect(bytes.toString('latin1')).toMatch(/\/FontFile[23]/)
  expect(bytes.toString('latin1')).toMatch(/NotoSansSC/)
  // two fonts of ten megabytes each: only the characters in use are within
  expect(bytes.length).toBeLessThan(80_000)
  const { totalPages, text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)))
  expect(totalPages).toBe(2)
  for (const part of ['欧阳龘', '北京市海淀区中关村大街1号', '感谢信', '感谢您一直以来的信任', '2026年11月22日'])
    expect(text[0]).toContain(part)
  expect(text[1]?.replaceAll(' ', '')).toContain('生日快乐')
  expect(text[1]).toContain('王芳')
})

it('goes on on the next page where a letter is longer than one', async () => {
  const bytes = await lettersPdf([{ ...letter, body: '天气转凉，请多保重身体。\n'.repeat(80) }], new Date('2026-11-22T02:00:00Z'))
  expect((await getDocumentProxy(new Uint8Array(bytes))).numPages).toBeGreaterThan(1)
})
