import { hash, verify } from '@node-rs/argon2'
import { randomInt } from 'node:crypto'

/** argon2id, 19 MiB, two passes: about 25 ms. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, cost)

/** A hash that no password has; checking against it takes as long as against a real one. */
let nobodys: Promise<string> | undefined

/** Whether the password belongs to the hash. Without a hash (no such user) it is false after the same work. */
export async function checkPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobodys ??= hashPassword(readablePassword())
  const matches = await verify(passwordHash ?? (await nobodys), password)
  return matches && passwordHash !== undefined
}

/** Letters that cannot be taken for one another when read from a print-out. */
const letters = 'abcdefghjkmnpqrstuvwxyz'

/** Four groups of four letters, 72 bits. */
export function readablePassword(): string {
  const group = () => Array.from({ length: 4 }, () => letters.charAt(randomInt(letters.length))).join('')
  return [group(), group(), group(), group()].join('-')
}
