import { implement } from '@orpc/server'
import { businessDateOf } from '../../platform/calendar.ts'
import { withScope } from '../../platform/database/scope.ts'
import { provedLately, signedIn, type FreshContext } from '../../platform/http/context.ts'
import { policyAt } from '../policy/index.ts'
import { exportContract } from './contract.ts'
import { rowsAtMost } from './export.policy.ts'
import { exportsOf } from './export.sql.ts'
import { cancelExport, downloadExport } from './fetch-export.ts'
import { FileLost, type FileStore } from './file-store.ts'
import { requestExport, type RequestRefusal } from './request-export.ts'

/** What the routes of exports need beyond the others: where the files lie. */
export interface ExportContext extends FreshContext {
  exportFiles: FileStore
}

const shownAtMost = 200
const os = implement(exportContract).$context<ExportContext>()
const group = (n: number) => n.toLocaleString('en-US')

type Refuse = Record<
  'FORBIDDEN' | 'NOT_FOUND' | 'NOT_READY' | 'BAND_ONLY' | 'NO_ROWS' | 'TOO_MANY_ROWS' | 'CONFLICT',
  (options?: { message: string }) => Error
>

function refusalOf(outcome: RequestRefusal, errors: Refuse): Error {
  if (outcome.refused === 'UNDER_WAY') {
    return errors.CONFLICT({ message: `您已有 ${outcome.atMost} 份导出在审批或生成中，请等它们完成，或先取消其中一份` })
  }
  if (outcome.refused !== 'TOO_MANY_ROWS') return errors[outcome.refused]()
  const { rows, rowsAtMost: most } = outcome
  return errors.TOO_MANY_ROWS({
    message: `共 ${group(rows)} 行，超过您一次可导出的 ${group(most)} 行。请增加筛选条件分批导出，或请上级机构的同事导出`,
  })
}

export const exportRoutes = os.router({
  terms: os.terms.use(signedIn).handler(async ({ context: { database, scope, now }, errors }) => {
    const policies = await withScope(database, scope, (trx) => policyAt(trx, businessDateOf(now())))
    const most = rowsAtMost(policies, scope.role)
    if (most === undefined) throw errors.FORBIDDEN()
    return { rowsAtMost: most, keptHours: policies.whole('export.kept_hours') }
  }),
  request: os.request.use(signedIn).handler(async ({ input, context: { database, person, now }, errors }) => {
    const outcome = await requestExport(database, person, input, now())
    if ('refused' in outcome) throw refusalOf(outcome, errors)
    return outcome
  }),
  list: os.list
    .use(signedIn)
    .handler(({ context: { database, scope, now } }) =>
      withScope(database, scope, async (trx) => ({ items: await exportsOf(trx, scope.userId, shownAtMost, now()) })),
    ),
  cancel: os.cancel.use(signedIn).handler(async ({ input, context: { database, person, now, exportFiles }, errors }) => {
    const outcome = await cancelExport(database, exportFiles, person, input.id, now())
    if (outcome === 'CONFLICT') throw errors.CONFLICT({ message: '这份导出已经结束或还在审批，没有可取消的；审批中的请撤回申请' })
    if (outcome === 'NOT_FOUND') throw errors.NOT_FOUND()
    return outcome
  }),
  download: os.download.use(provedLately).handler(async ({ input, context: { database, person, now, exportFiles }, errors }) => {
    try {
      const outcome = await downloadExport(database, exportFiles, person, input.id, now())
      if (outcome === 'CONFLICT') throw errors.CONFLICT({ message: '文件还没有生成，或已取消' })
      if (typeof outcome === 'string') throw errors[outcome]()
      return outcome
    } catch (error) {
      if (error instanceof FileLost) throw errors.EXPIRED()
      throw error
    }
  }),
})
