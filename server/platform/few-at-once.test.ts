import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { FewAtOnce } from './few-at-once.ts'

describe('few at once', () => {
  it('lets through so many and no more, in order, also after failures', async () => {
    const gate = new FewAtOnce(2)
    const begun: number[] = []
    let running = 0
    let most = 0
    const work = (n: number) => async () => {
      begun.push(n)
      most = Math.max(most, ++running)
      await sleep(1)
      running--
      if (n % 3 === 0) throw new Error(`work ${n}`)
      return n
    }
    const settled = await Promise.allSettled(Array.from({ length: 9 }, (_, n) => gate.run(work(n))))
    expect(settled.map(({ status }) => status === 'fulfilled')).toEqual(Array.from({ length: 9 }, (_, n) => n % 3 !== 0))
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(most).toBe(2)
    expect(await gate.run(() => Promise.resolve('free'))).toBe('free')
  })
})
