import { hash, verify } from '@node-rs/argon2'
import { randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { FewAtOnce } from '../../platform/few-at-once.ts'
import type { HashCost } from './sign-on/sign-on.rules.ts'

/** argon2id, 12 MiB, three passes: of the pairs OWASP names the cheapest for us (bench/sign-in), 14 ms. What policy asks for otherwise is handed in. */
const defaultCost: HashCost = { memoryKib: 12_288, passes: 3 }
const parallelism = 1

/** Hashing runs on Node's few worker threads: one of them stays free for files, and no more work at once than there are cores. */
const hashing = new FewAtOnce(Math.min(3, availableParallelism()))

export const hashPassword = (password: string, { memoryKib, passes }: HashCost = defaultCost): Promise<string> =>
  hashing.run(() => hash(password, { memoryCost: memoryKib, timeCost: passes, parallelism }))

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
  const held = passwordHash ?? (await nobodysHash(cost))
  const matches = await hashing.run(() => verify(held, password))
  return matches && passwordHash !== undefined
}

/** Letters that cannot be taken for one another when read from a print-out. */
const letters = 'abcdefghjkmnpqrstuvwxyz'

/** Four groups of four letters, 72 bits. */
export function readablePassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters.charAt(randomInt(letters.length))).join('')
  return [group(), group(), group(), group()].join('-')
}
