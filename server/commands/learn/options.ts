import { InvalidArgumentError, Option } from 'commander'
import { CommandEnd, exitCodes } from '../command-context.ts'

/** An option that may be given several times, or with commas. */
export const repeated = (flags: string, description: string): Option =>
  new Option(flags, description).default([], '无').argParser((value: string, before: string[]) => [
    ...before,
    ...value
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
  ])

/** An option of a whole number. */
export const wholeOption = (flags: string, description: string, least: number, standard: number): Option =>
  new Option(flags, description).default(standard).argParser((value: string) => {
    const number = Number(value)
    if (!Number.isInteger(number) || number < least) throw new InvalidArgumentError(`应为不小于 ${least} 的整数`)
    return number
  })

/** `column:+` and `column:-`. */
export function directionsOf(wishes: readonly string[]): ReadonlyMap<string, 1 | -1> {
  return new Map(
    wishes.map((wish) => {
      const [, column, sign] = /^(.+):([+-])$/.exec(wish) ?? []
      if (column === undefined) throw new CommandEnd(exitCodes.usage, `--monotone 应形如 列:+ 或 列:-，实际为「${wish}」`)
      return [column, sign === '+' ? 1 : -1]
    }),
  )
}

/** `column=table`: where a column comes from. */
export function sourcesOf(wishes: readonly string[], table: string): (column: string) => readonly string[] {
  const sources = new Map<string, string[]>()
  for (const wish of wishes) {
    const [, column, source] = /^([^=]+)=(.+)$/.exec(wish) ?? []
    if (column === undefined || source === undefined) throw new CommandEnd(exitCodes.usage, `--source 应形如 列=来源表，实际为「${wish}」`)
    sources.set(column, [...(sources.get(column) ?? []), source])
  }
  return (column) => [table, ...(sources.get(column) ?? [])]
}
