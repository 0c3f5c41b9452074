import { z } from 'zod'
import { enqueue } from '../../platform/jobs/enqueue.sql.ts'
import { ApprovalConflict, type ApprovalKind, type ApprovalStep } from '../approval/index.ts'
import { compliance, superiors } from './export.policy.ts'
import { moveExport } from './export.sql.ts'
import { writeExport } from './write-export.ts'

/** What whoever decides is shown: texts, none of them personal data. */
const payload = z.object({
  exportId: z.uuid(),
  fileNo: z.string(),
  format: z.string(),
  rows: z.number().int(),
  conditions: z.string(),
  columns: z.string(),
  clear: z.string(),
  purpose: z.string(),
})
export type ExportAsk = z.infer<typeof payload>

const kindOf = (code: string, ...steps: [ApprovalStep<ExportAsk>, ...ApprovalStep<ExportAsk>[]]): ApprovalKind<ExportAsk> => ({
  code,
  payload,
  steps,
  openDays: 'export.open_days',
  async approved(trx, request, _by, now) {
    const { exportId } = request.payload
    if (!(await moveExport(trx, exportId, { from: ['waiting'], to: 'queued', at: now }))) {
      throw new ApprovalConflict('这份导出已经取消或过期，不需要再审批')
    }
    await enqueue(trx, writeExport, { exportId })
  },
  async closed(trx, { payload: { exportId }, decisions }, _by, now) {
    const withdrawn = decisions.at(-1)?.outcome === 'withdrawn'
    await moveExport(trx, exportId, { from: ['waiting'], to: withdrawn ? 'cancelled' : 'refused', at: now })
  },
})

/** A masked file needs a superior, one with names or phones in clear compliance after that. */
export const exportApprovals = {
  masked: kindOf('export_file', { name: 'approve', roles: superiors }),
  clear: kindOf('export_clear', { name: 'approve', roles: superiors }, { name: 'compliance', roles: compliance }),
}
