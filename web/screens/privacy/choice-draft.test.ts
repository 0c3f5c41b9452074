import { expect, it } from 'vitest'
import { emptyDraft, readDraft } from './choice-draft.ts'

const empty = emptyDraft('2026-03-02')

it('names what a consent lacks', () => {
  expect(readDraft(empty)).toEqual(['channels', 'purposes', 'textVersion', 'proof'])
  expect(readDraft({ ...empty, kind: 'guardian' })).toEqual(['guardianCustomerNo', 'relation', 'textVersion', 'proof'])
  expect(readDraft({ ...empty, kind: 'quiet_period', about: 'asked', validTo: '2026-03-01' })).toEqual(['validTo'])
})
it('reads a consent, and a refusal of every purpose with no proof but words', () => {
  const filled = { ...empty, channels: ['call' as const], purposes: ['care' as const], textVersion: 'v3', proof: '档案 12' }
  expect(readDraft(filled)).toMatchObject({ kind: 'consent', channels: ['call'], validTo: null, customerAsked: false })
  expect(readDraft({ ...empty, kind: 'refusal', channels: ['sms'], source: 'said' })).toEqual({
    kind: 'refusal',
    channels: ['sms'],
    purposes: [],
    source: 'said',
    proof: null,
  })
})
