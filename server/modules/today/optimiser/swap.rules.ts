import type { Choice } from './choice.rules.ts'

/**
 * Exchanges contacts as long as that gains: one comes in, if need be one goes out or moves to another channel, and there another goes out.
 * Only `candidates` come in. Leaves limits, households and floors unbroken.
 */
export function swapWhileBetter(choice: Choice, candidates: readonly number[]): void {
  let better = true
  while (better) {
    better = false
    for (const option of candidates) if (bringIn(choice, option)) better = true
  }
}

function bringIn(choice: Choice, option: number): boolean {
  const { table } = choice
  const household = table.householdOf[option]!
  const own = choice.taken[household]!
  if (own === option) return false
  const before = choice.value
  if (own !== -1) choice.drop(own)
  if (settles(choice, option, before)) return true
  for (const other of choice.list()) {
    if (!meets(choice, option, other)) continue
    choice.drop(other)
    if (choice.fits(option)) {
      choice.take(option)
      if (finds(choice, other, before)) return true
      choice.drop(option)
    }
    choice.take(other)
  }
  if (own !== -1) choice.take(own)
  return false
}

/** Takes the option if it fits and the whole is better than before. */
function settles(choice: Choice, option: number, before: number): boolean {
  if (!choice.fits(option)) return false
  choice.take(option)
  if (choice.value > before && choice.floorsHold()) return true
  choice.drop(option)
  return false
}

/** After `gone` went out: is it better so, or with its household on another channel, or with that in place of somebody else? */
function finds(choice: Choice, gone: number, before: number): boolean {
  const { table } = choice
  const household = table.householdOf[gone]!
  for (let other = table.households[household]!; other < table.households[household + 1]!; other++) {
    if (other === gone || choice.value + table.value[other]! <= before) continue
    if (settles(choice, other, before)) return true
    for (const last of choice.list()) {
      if (choice.value + table.value[other]! - table.value[last]! <= before || !meets(choice, other, last)) continue
      choice.drop(last)
      if (settles(choice, other, before)) return true
      choice.take(last)
    }
  }
  return choice.value > before && choice.floorsHold()
}

/** Whether two options draw on a limit that has no room for the first. */
function meets(choice: Choice, option: number, other: number): boolean {
  const { limit, use, capacity, stride } = choice.table
  for (let at = option * stride; at < (option + 1) * stride; at++) {
    const row = limit[at]!
    if (choice.used[row]! + use[at]! <= capacity[row]!) continue
    for (let there = other * stride; there < (other + 1) * stride; there++) if (limit[there] === row) return true
  }
  return false
}
