import { hash, verify } from '@node-rs/argon2'
import { randomInt } from 'node:crypto'
import type { HashCost } from './sign-on/sign-on.rules.ts'

/** argon2id, 19 MiB, two passes: about 25 ms. What policy asks for otherwise is handed in. */
const defaultCost: HashCost = { memoryKib: 19_456, passes: 2 }
const parallelism = 1

export const hashPassword = (password: string, { memoryKib, passes }: HashCost = defaultCost): Promise<string> =>
  hash(password, { memoryCost: memoryKib, timeCost: passes, parallelism })

/** Whether a hash was made at another cost than the one now asked for. */
export const isOfOtherCost = (passwordHash: string, { memoryKib, passes }: HashCost): boolean =>
  !passwordHash.includes(`$m=${memoryKib},t=${passes},p=${parallelism}$`)

/** Hashes that no password has, one a cost; checking against one takes as long as against a real one. */
const nobodys = new Map<string, Promise<string>>()
function nobodysHash(cost: HashCost): Promise<string> {
  const key = `${cost.memoryKib} ${cost.passes}`
  const known = nobodys.get(key) ?? hashPassword(readablePassword(), cost)
  nobodys.set(key, known)
  return known
}

/** Whether the password belongs to the hash. Without a hash (no such user) it is false after the same work. */
export async function checkPassword(passwordHash: string | undefined, password: string, cost: HashCost = defaultCost): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await nobodysHash(cost)), password)
  return matches && passwordHash !== undefined
}

/** Letters that cannot be taken for one another when read from a print-out. */
const letters = 'abcdefghjkmnpqrstuvwxyz'

/** Four groups of four letters, 72 bits. */
export function readablePassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters.charAt(randomInt(letters.length))).join('')
  return [group(), group(), group(), group()].join('-')
}
