import type { SheetColumn } from '../../../platform/excel/sheet.ts'

export const sheetKinds = ['catalogue', 'stock'] as const
/** The catalogue of gifts, or deliveries into the own outlet's stock. */
export type SheetKind = (typeof sheetKinds)[number]

const text = (title: string, width: number): SheetColumn => ({ title, width, kind: 'text' })
const count = (title: string): SheetColumn => ({ title, width: 10, kind: 'count' })

/** Columns of the file that is filled in and taken, in their order; titles are how a file is known. */
export const takenColumns: Record<SheetKind, readonly SheetColumn[]> = {
  catalogue: [
    text('礼品代码', 18),
    text('名称', 28),
    text('类别', 12),
    text('供应商', 24),
    text('积分方案代码', 18),
    count('积分'),
    { title: '成本（元）', width: 12, kind: 'money' },
  ],
  stock: [text('礼品代码', 18), count('件数'), { title: '最后发放日', width: 14, kind: 'date' }, text('入库单号', 24)],
}

/** What is told of the stock there is. */
export const stockColumns: readonly SheetColumn[] = [
  text('礼品代码', 18),
  text('名称', 28),
  text('网点', 24),
  text('入库单号', 24),
  { title: '最后发放日', width: 14, kind: 'date' },
  count('可用件数'),
  count('预约件数'),
]

/** Names of tastes in the file. */
export const tasteNames = {
  staples: '米面粮油',
  appliance: '小家电',
  health: '健康用品',
  dining: '餐饮券',
  leisure: '影视旅游',
  refined: '精致小物',
} as const
