import { oc } from '@orpc/contract'
import { z } from 'zod'
import { refusals } from '../../../platform/contract/terms.ts'

const kind = z.enum(['catalogue', 'stock'])
const longestFile = 720_000

const taken = z.object({
  rows: z.number().int(),
  added: z.number().int(),
  /** there already, word for word */
  same: z.number().int(),
  /** by row of the file, 1 = the first; at most 200 */
  problems: z.array(z.object({ row: z.number().int(), column: z.string(), text: z.string() })),
  /** rows that were written: all that are new, or none */
  written: z.number().int(),
})
export type TakenSheet = z.infer<typeof taken>

/** Excel in and out of the catalogue and the stock of gifts. */
export const giftSheetContract = {
  download: oc
    .route({ method: 'POST', path: '/gifts/sheets/download', summary: '下载礼品表格' })
    .errors(refusals)
    .input(z.object({ kind, template: z.boolean() }))
    .output(z.file()),
  take: oc
    .route({ method: 'POST', path: '/gifts/sheets', summary: '检查或导入礼品表格' })
    .errors({ ...refusals, INVALID: { status: 422, message: '这个文件不能读取' } })
    .input(
      z.object({
        kind,
        /** .xlsx, base64 */
        file: z.string().min(4).max(longestFile),
        /** false: only checks, nothing is written */
        commit: z.boolean(),
      }),
    )
    .output(taken),
}
