import { z } from 'zod'

/** Whole fen as decimal text: JSON has no bigint, and no float may touch money. */
export const fen = z.string().regex(/^-?\d+$/)
/** A band of money instead of the amount, in fen: from (included) to below (excluded); null = open. */
export const band = z.object({ fromFen: fen.nullable(), belowFen: fen.nullable() })
export type Band = z.infer<typeof band>
/** Money as the reader may see it: exact fen as text, or the band it lies in. */
export const shownMoney = z.union([fen, band])
export type ShownMoney = z.infer<typeof shownMoney>
const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && !text.startsWith('0000') && new Date(at).toISOString().startsWith(text)
}
/** Business date, ISO, Asia/Shanghai: a day there is. */
export const businessDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isDay, '没有这一天')
const largestId = 2n ** 63n - 1n
/** A bigint key as decimal text. */
export const id = z
  .string()
  .regex(/^\d{1,19}$/)
  .refine((text) => !/^\d{1,19}$/.test(text) || BigInt(text) <= largestId, '编号太大')

/** The refusals every route may give. `message` is for people and says what to do next. */
export const refusals = {
  UNAUTHORIZED: { message: '请先登录' },
  FORBIDDEN: { message: '您没有此操作的权限' },
  NOT_FOUND: { message: '没有找到，或不在您的管辖范围内' },
  REAUTHENTICATE: { status: 403, message: '此操作需要再次验证身份，请输入密码后重试' },
  CONFLICT: { message: '与现有记录冲突，请刷新后重试' },
  NOT_READY: { status: 503, message: '还没有可用的夜间数据，请先装载数据并运行夜间批量' },
} as const
