import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { CommandEnd, exitCodes } from '../command-context.ts'

const datePattern = /^\d{4}-\d{2}-\d{2}$/

export interface DeliveryPlace {
  from: string
  businessDate: string
}

/** One folder that holds the files of several dates, which its mapping tells apart. Throws {@link CommandEnd} when a date is none. */
export function deliveriesOfDates(folder: string, dates: string): DeliveryPlace[] {
  return dates.split(',').map((businessDate) => {
    if (!datePattern.test(businessDate))
      throw new CommandEnd(exitCodes.usage, `--dates 中的 ${businessDate} 不是日期，应形如 2019-09-30,2019-12-31。`)
    return { from: folder, businessDate }
  })
}

/** The deliveries below a folder, oldest first: its sub-folders named by business date. Throws {@link CommandEnd} when there is none. */
export function deliveriesBelow(folder: string): DeliveryPlace[] {
  const found = readdirSync(folder)
    .filter((name) => datePattern.test(name) && statSync(join(folder, name)).isDirectory())
    .sort()
    .map((businessDate) => ({ from: join(folder, businessDate), businessDate }))
  if (found.length === 0)
    throw new CommandEnd(
      exitCodes.usage,
      `${folder} 下没有以业务日期命名的子目录（形如 2026-01-31）。请把每个业务日期的报送各放一个子目录。`,
    )
  return found
}
