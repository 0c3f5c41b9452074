/** The months entries stay online. Throws when policy asks for fewer than the regulation pack allows (M99: six under pack cn). */
export function onlineMonths(months: number, atLeast: number): number {
  if (months < atLeast)
    throw new Error(
      `政策 audit.online_months 为 ${months} 个月，少于最低要求 ${atLeast} 个月，不能归档。请新增一条不少于 ${atLeast} 的政策。`,
    )
  return months
}
