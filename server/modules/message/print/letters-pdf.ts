import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import Pdf from 'pdfkit'

/** One letter or card as it is printed; `date` ISO. */
export interface LetterPage {
  medium: 'letter' | 'card'
  occasion: string | null
  title: string | null
  name: string | null
  address: string
  body: string
  staffName: string
  outlet: string
  date: string
}

/** Noto Sans SC (SIL Open Font License 1.1): whatever characters a letter has are embedded, the others are not. */
const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'))
const regular = join(fonts, '400Regular', 'NotoSansSC_400Regular.ttf')
const bold = join(fonts, '700Bold', 'NotoSansSC_700Bold.ttf')

/** points: 72 an inch */
const millimetre = 72 / 25.4
const margin = 25 * millimetre
const ink = '#1d2430'
const soft = '#6b7280'
const accent = '#9c2f2f'

/** A page for each letter, A4 with the address in the window of a DL envelope; a card is A5 across with a frame. Ready when the last page is. */
export function lettersPdf(pages: readonly LetterPage[], made: Date): Promise<Buffer> {
  const info = { Title: '信函', Creator: '留客', CreationDate: made }
  const document = new Pdf({ autoFirstPage: false, bufferPages: false, info, lang: 'zh-CN' })
  document.registerFont('regular', regular)
  document.registerFont('bold', bold)
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
  })
  for (const page of pages) {
    if (page.medium === 'card') drawCard(document, page)
    else drawLetter(document, page)
  }
  document.end()
  return done
}

type Document = InstanceType<typeof Pdf>

function drawLetter(document: Document, page: LetterPage): void {
  document.addPage({ size: 'A4', margin })
  const width = document.page.width - 2 * margin
  document
    .font('regular')
    .fontSize(9)
    .fillColor(soft)
    .text(page.outlet, margin, 20 * millimetre, { width, align: 'right' })
  document
    .fontSize(11)
    .fillColor(ink)
    .text(page.address, margin, 50 * millimetre, { width: 85 * millimetre, lineGap: 3 })
  document.font('bold').text(`${page.name ?? ''}　收`, { width: 85 * millimetre })
  const top = Math.max(document.y + 14 * millimetre, 100 * millimetre)
  if (page.title !== null) document.font('bold').fontSize(15).text(page.title, margin, top, { width, align: 'center' })
  document
    .font('regular')
    .fontSize(12)
    .text(page.body, margin, page.title === null ? top : document.y + 8 * millimetre, { width, lineGap: 8, paragraphGap: 6 })
  document.moveDown(2)
  sign(document, page, margin, width)
}

/** A frame, what it is about, the words. */
function drawCard(document: Document, page: LetterPage): void {
  document.addPage({ size: 'A5', layout: 'landscape', margin: 8 * millimetre })
  const { width, height } = document.page
  const edge = 7 * millimetre
  document
    .lineWidth(2)
    .strokeColor(accent)
    .roundedRect(edge, edge, width - 2 * edge, height - 2 * edge, 10)
    .stroke()
  document
    .lineWidth(0.6)
    .roundedRect(edge + 5, edge + 5, width - 2 * edge - 10, height - 2 * edge - 10, 8)
    .stroke()
  const left = 24 * millimetre
  const inner = width - 2 * left
  document
    .font('bold')
    .fontSize(22)
    .fillColor(accent)
    .text(page.title ?? '祝　福', left, 24 * millimetre, { width: inner, align: 'center', characterSpacing: 4 })
  document
    .font('regular')
    .fontSize(13)
    .fillColor(ink)
    .text(page.body, left, document.y + 8 * millimetre, { width: inner, lineGap: 7, paragraphGap: 4, characterSpacing: 0 })
  document.moveDown(1)
  sign(document, page, left, inner)
  document
    .fontSize(8)
    .fillColor(soft)
    .text(`${page.name ?? ''} 收　${page.address}`, left, height - edge - 9 * millimetre, {
      width: inner,
      align: 'center',
      lineBreak: false,
    })
}

function sign(document: Document, { outlet, staffName, date }: LetterPage, left: number, width: number): void {
  const [year, month, day] = date.split('-').map(Number)
  document.font('regular').fontSize(11).fillColor(ink)
  for (const line of [`${outlet}　${staffName}`, `${year}年${month}月${day}日`])
    document.text(line, left, document.y + 2, { width, align: 'right' })
}
