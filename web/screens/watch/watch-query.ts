/** What every question of the watch is asked with. */
export const placeOf = (institutionId: number | undefined): { institutionId?: number } =>
  institutionId === undefined ? {} : { institutionId }
