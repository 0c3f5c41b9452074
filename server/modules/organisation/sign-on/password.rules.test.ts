import { describe, expect, it } from 'vitest'
import { isExpired, problemOf, type PasswordRules } from './password.rules.ts'
import { enough, isFresh } from './sign-on.rules.ts'

const rules: PasswordRules = { shortest: 10, kindsAtLeast: 2, history: 5, longestAgeDays: 0 }
const lina = { login: 'lina', name: '李娜', staffNo: 'S10014' }

describe('a new password', () => {
  it.each([
    ['short-9ch', 'too_short'],
    ['我很短但有汉字8', 'too_short'],
    ['my-LINA-keeps-9', 'holds_name'],
    ['41001S-mirrored', 'holds_name'],
    ['这里有李娜的名字吗12', 'holds_name'],
    ['Password2026!', 'too_common'],
    ['P@ssw0rd123456', 'too_common'],
    ['woaini1314!!', 'too_common'],
    ['1234567890', 'too_common'],
    ['1qaz2wsx3edc', 'too_common'],
    ['Qwertyuiop123', 'too_common'],
    ['abababababab', 'too_common'],
    ['88888888888', 'too_common'],
    ['5201314@@@@', 'too_common'],
    ['onlylowercase', 'too_plain'],
    ['728194630577', 'too_plain'],
  ] as const)('%s is refused: %s', (password, problem) => {
    expect(problemOf(password, lina, rules)).toBe(problem)
  })

  it.each(['correct-horse-battery', '今天的风很大啊我们走吧9', 'kqmz-vbtr-wxyf-ghnp', 'Tr0ub4dor&3x', '  spaces are fine 1'])(
    '%s is taken',
    (password) => {
      expect(problemOf(password, lina, rules)).toBeUndefined()
    },
  )
})

describe('what time does', () => {
  const now = new Date('2026-11-22T02:00:00Z')
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)

  it('lets a password live for ever unless policy says how long', () => {
    expect(isExpired(ago(5_000), rules, now)).toBe(false)
    expect(isExpired(ago(90), { ...rules, longestAgeDays: 90 }, now)).toBe(false)
    expect(isExpired(ago(91), { ...rules, longestAgeDays: 90 }, now)).toBe(true)
  })

  it('makes a proof stale after its minutes, and one of the future is none', () => {
    const fresh = { freshMs: 600_000, clockBackMs: 60_000 }
    expect(isFresh(new Date(now.getTime() - 600_000), fresh, now)).toBe(true)
    expect(isFresh(new Date(now.getTime() - 600_001), fresh, now)).toBe(false)
    expect(isFresh(new Date(now.getTime() + 60_000), fresh, now)).toBe(true)
    expect(isFresh(new Date(now.getTime() + 60_001), fresh, now)).toBe(false)
  })
})

it('makes no hash cheaper than OWASP names, whatever the rows say', () => {
  const cost = (memoryKib: number, passes: number) => ({ memoryKib, passes })
  for (const named of [cost(47_104, 1), cost(19_456, 2), cost(12_288, 3), cost(9_216, 4), cost(7_168, 5), cost(65_536, 3)])
    expect(enough(named)).toEqual(named)
  expect(enough(cost(7_168, 3))).toEqual(cost(12_288, 3))
  expect(enough(cost(7_168, 9))).toEqual(cost(7_168, 9))
  expect(enough(cost(1, 0))).toEqual(cost(47_104, 1))
})
