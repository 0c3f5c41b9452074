/** What the composition roots may use of the exports. */
import { asSystem, type Task } from '../../platform/jobs/task.ts'
import { endOverdueExports, expireExports } from './expire-exports.ts'
import { makeExport, writeExport, type Workshop } from './write-export.ts'

export { exportApprovals } from './approval-kinds.ts'
export { FileStore } from './file-store.ts'
export { exportRoutes, type ExportContext } from './routes.ts'
export { expireExports }

/** The jobs of exports: making files and clearing up. */
export const exportTasks = (workshop: Workshop): Task[] => [
  asSystem(writeExport, ({ exportId }, job) => makeExport(workshop, exportId, job)),
  asSystem(expireExports, async () => {
    await endOverdueExports(workshop)
  }),
]
