import { tasteNames } from './columns.ts'
import { dayOf, fenOf, looksLikeFormula, wholeWithin, type SheetRow } from './read-sheet.rules.ts'

export interface Problem {
  row: number
  column: string
  text: string
}
type Taste = keyof typeof tasteNames

export interface CatalogueLine {
  code: string
  name: string
  taste: Taste
  supplier: string
  programmeCode: string
  points: number
  costFen: string
}
export interface StockLine {
  giftCode: string
  pieces: number
  expiresOn: string | null
  documentNo: string
}

/** What a file comes to: lines that are new, how many are there already, and what is wrong. */
export interface Checked<Line> {
  added: Line[]
  same: number
  problems: Problem[]
}

const most = { points: 10_000_000, pieces: 100_000 }
const tastes = new Map(Object.entries(tasteNames).map(([code, name]) => [name as string, code as Taste]))

/** Collects what is wrong with one row; `text` is a required text of at most so many characters that is no formula. */
class RowCheck {
  readonly problems: Problem[] = []
  private readonly row: number
  constructor(row: number) {
    this.row = row
  }
  say(column: string, text: string): undefined {
    this.problems.push({ row: this.row, column, text })
  }
  text(column: string, value: string, longest: number): string {
    if (value === '') this.say(column, '必填')
    else if (value.length > longest) this.say(column, `不能超过 ${longest} 个字`)
    else if (looksLikeFormula(value)) this.say(column, '不能以 = + - @ 开头')
    return value
  }
}

/** Checks rows of the catalogue: new codes are added, a code that is there must be the same; nothing is ever rewritten. */
export function checkCatalogue(
  rows: readonly SheetRow[],
  known: ReadonlyMap<string, CatalogueLine>,
  programmes: ReadonlySet<string>,
): Checked<CatalogueLine> {
  const checked: Checked<CatalogueLine> = { added: [], same: 0, problems: [] }
  const seen = new Set<string>()
  for (const { row, cells } of rows) {
    const check = new RowCheck(row)
    const [code = '', name = '', taste = '', supplier = '', programmeCode = '', points = '', cost = ''] = cells
    if (!/^[a-z0-9_]{2,40}$/.test(code)) check.say('礼品代码', '代码用小写字母、数字和下划线，2 至 40 位')
    else if (seen.has(code)) check.say('礼品代码', '与前面的行重复')
    seen.add(code)
    const kept = known.get(code)
    const line = {
      code,
      name: check.text('名称', name, 60),
      taste: tastes.get(taste) ?? check.say('类别', `应为：${[...tastes.keys()].join('、')}`),
      supplier: check.text('供应商', supplier, 80),
      programmeCode: programmes.has(programmeCode) ? programmeCode : (check.say('积分方案代码', '没有这个积分方案'), ''),
      points: wholeWithin(points, 1, most.points) ?? check.say('积分', `应为 1 至 ${most.points.toLocaleString('en-US')} 的整数`),
      costFen: fenOf(cost)?.toString() ?? check.say('成本（元）', '应为不小于零的金额，最多两位小数'),
    }
    const { taste: tasteCode, points: whole, costFen } = line
    if (check.problems.length === 0 && tasteCode && whole !== undefined && costFen !== undefined) {
      const good = { ...line, taste: tasteCode, points: whole, costFen }
      if (!kept) checked.added.push(good)
      else if (JSON.stringify(kept) === JSON.stringify(good)) checked.same++
      else check.say('礼品代码', '代码已在目录中且内容不同；要改动请停用原礼品，用新代码新增')
    }
    checked.problems.push(...check.problems)
  }
  return checked
}

/** What names a delivery: the same gift, document and last day at an outlet is the same delivery. */
export const deliveryKey = ({ giftCode, documentNo, expiresOn }: Omit<StockLine, 'pieces'>): string =>
  JSON.stringify([giftCode, documentNo, expiresOn])

/** Checks deliveries: `received` has the pieces of those that are there already; taken twice a file changes nothing. */
export function checkStock(
  rows: readonly SheetRow[],
  gifts: ReadonlySet<string>,
  received: ReadonlyMap<string, number>,
  today: string,
): Checked<StockLine> {
  const checked: Checked<StockLine> = { added: [], same: 0, problems: [] }
  const seen = new Set<string>()
  for (const { row, cells } of rows) {
    const check = new RowCheck(row)
    const [giftCode = '', count = '', last = '', document = ''] = cells
    if (!gifts.has(giftCode)) check.say('礼品代码', '目录里没有这个礼品，或已停用')
    const pieces = wholeWithin(count, 1, most.pieces) ?? check.say('件数', `应为 1 至 ${most.pieces.toLocaleString('en-US')} 的整数`)
    const expiresOn = last === '' ? null : (dayOf(last) ?? check.say('最后发放日', '日期形如 2027-06-30，不限期的留空'))
    if (typeof expiresOn === 'string' && expiresOn < today) check.say('最后发放日', '已经过期，不能入库')
    const documentNo = check.text('入库单号', document, 80)
    if (check.problems.length === 0 && pieces !== undefined && expiresOn !== undefined) {
      const line = { giftCode, pieces, expiresOn, documentNo }
      const key = deliveryKey(line)
      const before = received.get(key)
      if (seen.has(key)) check.say('入库单号', '与前面的行重复')
      else if (before === undefined) checked.added.push(line)
      else if (before === pieces) checked.same++
      else check.say('件数', `这张入库单已入库 ${before} 件，差异请用盘点调整`)
      seen.add(key)
    }
    checked.problems.push(...check.problems)
  }
  return checked
}
