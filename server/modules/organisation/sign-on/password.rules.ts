import type { passwordProblems } from './contract.ts'
import { isCommon } from './common-passwords.ts'

/** What policy asks of a new password (password.*; M98). */
export interface PasswordRules {
  /** characters */
  shortest: number
  /** of lower case, upper case, digits and other characters, so many kinds */
  kindsAtLeast: number
  /** so many former passwords may not come back */
  history: number
  /** days after which a password must be changed; 0 = never */
  longestAgeDays: number
}

/** Why a new password is not taken. */
export type PasswordProblem = (typeof passwordProblems)[number]

/** Whose password it is: it may hold neither the log-in nor the name. */
export interface PasswordOwner {
  login: string
  name: string
  staffNo: string | null
}

const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{Ll}\p{Lu}\p{N}]/u]
/** shorter names are found in too many words to forbid them */
const shortestName = 3
const dayMs = 86_400_000

/** What is wrong with a new password as it stands; undefined = nothing. Whether it was used before, only its hashes can tell. */
export function problemOf(
  password: string,
  owner: PasswordOwner,
  rules: PasswordRules,
): Exclude<PasswordProblem, 'used_before'> | undefined {
  if (Array.from(password).length < rules.shortest) return 'too_short'
  if (holdsName(password, owner)) return 'holds_name'
  if (isCommon(password)) return 'too_common'
  if (kinds.filter((kind) => kind.test(password)).length < rules.kindsAtLeast) return 'too_plain'
  return undefined
}

function holdsName(password: string, { login, name, staffNo }: PasswordOwner): boolean {
  const plain = password.toLowerCase()
  const backwards = Array.from(plain).reverse().join('')
  const latin = [login, staffNo ?? ''].map((word) => word.toLowerCase()).filter((word) => word.length >= shortestName)
  return latin.some((word) => plain.includes(word) || backwards.includes(word)) || (name.length > 1 && plain.includes(name.toLowerCase()))
}

/** Whether a password must be changed by its age. */
export const isExpired = (changedAt: Date, { longestAgeDays }: PasswordRules, now: Date): boolean =>
  longestAgeDays > 0 && now.getTime() - changedAt.getTime() > longestAgeDays * dayMs
