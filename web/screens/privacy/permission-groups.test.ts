import { expect, it } from 'vitest'
import { groupAnswers } from './permission-groups.ts'

it('tells the same answer once, what is allowed first', () => {
  const later = { allowed: false, reason: 'quiet_hours', nextAllowedAt: '2026-03-02T14:00:00+08:00' } as const
  const yes = { allowed: true, reason: 'allowed', nextAllowedAt: null } as const
  expect(
    groupAnswers([
      { channel: 'call', ...later },
      { channel: 'visit', ...later },
      { channel: 'sms', ...later, nextAllowedAt: '2026-03-03T09:00:00+08:00' },
      { channel: 'letter', ...yes },
    ]).map(({ channels, reason }) => [channels.join('+'), reason]),
  ).toEqual([
    ['letter', 'allowed'],
    ['call+visit', 'quiet_hours'],
    ['sms', 'quiet_hours'],
  ])
})
