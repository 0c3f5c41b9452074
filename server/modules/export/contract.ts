import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, refusals } from '../../platform/contract/terms.ts'
import { listInput } from '../customer/contract.ts'

const formats = ['xlsx', 'csv'] as const
export type ExportFormat = (typeof formats)[number]
const clearable = ['name', 'phone'] as const
export type ClearColumn = (typeof clearable)[number]
/** What a file is for (PIPL art. 6). */
const exportPurposes = ['contact_plan', 'meeting', 'reconciliation', 'supervision', 'other'] as const
export type ExportPurpose = (typeof exportPurposes)[number]
const states = ['waiting', 'queued', 'running', 'ready', 'refused', 'cancelled', 'failed', 'expired'] as const
export type ExportState = (typeof states)[number]
/** too_many: the list has outgrown the limit; no_rights: the person may no longer see it; not_approved: nobody approved in time; fault: ours. */
const problems = ['too_many', 'no_rights', 'not_approved', 'fault'] as const
export type ExportProblem = (typeof problems)[number]

const exportItem = z.object({
  id: z.uuid(),
  fileNo: z.string(),
  format: z.enum(formats),
  clear: z.array(z.enum(clearable)),
  purpose: z.enum(exportPurposes),
  purposeText: z.string(),
  conditions: z.array(z.string()),
  rowsAsked: z.number().int(),
  state: z.enum(states),
  problem: z.enum(problems).nullable(),
  rowsDone: z.number().int(),
  rowsTotal: z.number().int().nullable(),
  businessDate: businessDate.nullable(),
  bytes: z.number().int().nullable(),
  askedAt: z.string(),
  expiresAt: z.string().nullable(),
  downloads: z.number().int(),
  /** the request that must be decided, for whoever asks after it */
  approvalId: z.string(),
})
export type ExportItem = z.infer<typeof exportItem>

const list = listInput.omit({ offset: true, limit: true })
const byId = z.object({ id: z.uuid() })

export const exportContract = {
  terms: oc
    .route({ method: 'GET', path: '/exports/terms', summary: '我的导出权限' })
    .errors(refusals)
    .output(z.object({ rowsAtMost: z.number().int(), keptHours: z.number().int() })),
  request: oc
    .route({ method: 'POST', path: '/exports', summary: '申请导出' })
    .errors({
      ...refusals,
      TOO_MANY_ROWS: { status: 422, message: '行数超过上限' },
      NO_ROWS: { status: 422, message: '没有符合条件的客户，不需要导出' },
      BAND_ONLY: { status: 422, message: '您看到的金额是区间，只能按区间的界线筛选，请先修改筛选条件' },
    })
    .input(
      z
        .object({
          list,
          format: z.enum(formats).default('xlsx'),
          clear: z.array(z.enum(clearable)).max(2).default([]),
          purpose: z.enum(exportPurposes),
          purposeText: z.string().trim().max(200).default(''),
        })
        .refine(({ purpose, clear, purposeText }) => (purpose !== 'other' && clear.length === 0) || purposeText.length >= 4, {
          path: ['purposeText'],
          message: '导出明文或选择“其他”时请写明用途，至少四个字',
        }),
    )
    .output(exportItem),
  list: oc
    .route({ method: 'GET', path: '/exports', summary: '我的导出' })
    .errors(refusals)
    .output(z.object({ items: z.array(exportItem) })),
  cancel: oc
    .route({ method: 'POST', path: '/exports/{id}/cancel', summary: '取消导出或删除文件' })
    .errors(refusals)
    .input(byId)
    .output(z.object({ cancelled: z.literal(true) })),
  download: oc
    .route({ method: 'POST', path: '/exports/{id}/download', summary: '下载' })
    .errors({ ...refusals, EXPIRED: { status: 410, message: '文件已过期删除，请重新申请导出' } })
    .input(byId)
    .output(z.file()),
}
