const dayMs = 86_400_000

/** The day after an ISO date, without a time zone in between. */
export const dayAfter = (date: string): string => new Date(Date.parse(`${date}T00:00:00Z`) + dayMs).toISOString().slice(0, 10)
