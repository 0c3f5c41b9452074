import { checkPassword, hashPassword } from '../../server/modules/organisation/password.ts'

/** The pairs that OWASP names for argon2id with one lane. */
const costs = [
  { memoryKib: 47_104, passes: 1 },
  { memoryKib: 19_456, passes: 2 },
  { memoryKib: 12_288, passes: 3 },
  { memoryKib: 9_216, passes: 4 },
  { memoryKib: 7_168, passes: 5 },
]
const rounds = 9

/** Checking a password at each cost: the middle of some rounds alone, and of so many begun at once the last. */
export async function hashAlone(atOnce: number): Promise<string[][]> {
  const rows: string[][] = []
  for (const cost of costs) {
    const hash = await hashPassword('right', cost)
    const check = () => checkPassword(hash, 'right', cost)
    const alone = await middle(check)
    const together = await middle(() => Promise.all(Array.from({ length: atOnce }, check)))
    rows.push([`${cost.memoryKib} × ${cost.passes}`, alone.toFixed(0), together.toFixed(0)])
  }
  return rows
}

async function middle(work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  for (let round = 0; round < rounds; round++) {
    const from = performance.now()
    await work()
    taken.push(performance.now() - from)
  }
  return taken.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? NaN
}
