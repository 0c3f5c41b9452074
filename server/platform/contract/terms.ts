import { z } from 'zod'

/** Whole fen as decimal text: JSON has no bigint, and no float may touch money. */
export const fen = z.string().regex(/^-?\d+$/)
/** Business date, ISO, Asia/Shanghai. */
export const businessDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
/** A bigint key as decimal text. */
export const id = z.string().regex(/^\d{1,19}$/)

/** The refusals every route may give. `message` is for people and says what to do next. */
export const refusals = {
  UNAUTHORIZED: { message: '请先登录' },
  FORBIDDEN: { message: '您没有此操作的权限' },
  NOT_FOUND: { message: '没有找到，或不在您的管辖范围内' },
  CONFLICT: { message: '与现有记录冲突，请刷新后重试' },
  NOT_READY: { status: 503, message: '还没有可用的夜间数据，请先装载数据并运行夜间批量' },
} as const
