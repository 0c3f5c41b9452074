import { describe, expect, it } from 'vitest'
import { Kept } from './kept.ts'

describe('Kept', () => {
  const make = (maxBytes: number) => {
    const kept = new Kept<string>(maxBytes, (value) => value.length)
    const computed: string[] = []
    const ask = (key: string, value = key) =>
      kept.get(key, async () => {
        computed.push(key)
        return value
      })
    return { ask, computed, kept }
  }

  it('works an answer out once, also for many who ask at the same time', async () => {
    const { ask, computed } = make(100)
    expect(await Promise.all([ask('a'), ask('a'), ask('a')])).toEqual(['a', 'a', 'a'])
    expect(await ask('a', 'other')).toBe('a')
    expect(computed).toEqual(['a'])
  })

  it('forgets what was not used longest when there is no room', async () => {
    const { ask, computed } = make(9)
    for (const key of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await ask(key)
    expect(computed).toEqual(['a', 'b', 'c', 'd', 'b'])
  })

  it('does not keep what is larger than all its room, nor a failure', async () => {
    const { ask, computed, kept } = make(9)
    await ask('a', 'x'.repeat(8))
    await ask('a', 'y')
    await expect(kept.get('bad', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await ask('bad', 'good')).toBe('good')
    expect(computed).toEqual(['a', 'a', 'bad'])
  })
})
