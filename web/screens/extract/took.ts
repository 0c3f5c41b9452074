/** How long a run took, in milliseconds; undefined while it runs. */
export const took = (run: { startedAt: string; finishedAt: string | null }): number | undefined =>
  run.finishedAt === null ? undefined : Date.parse(run.finishedAt) - Date.parse(run.startedAt)
