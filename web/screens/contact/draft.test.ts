import { expect, it } from 'vitest'
import { contactEntry } from '../../../server/modules/contact/contract.ts'
import { contactChannels } from '../../../server/modules/privacy/contract.ts'
import { entryOf, outcomesOf, startDraft } from './draft.ts'

const made = {
  id: '00000000-0000-4000-8000-000000000001',
  promiseId: '00000000-0000-4000-8000-000000000002',
  at: '2026-03-02T02:00:00.000Z',
}

it('has an outcome to press for every channel, and a record the server reads', () => {
  for (const channel of contactChannels) {
    for (const outcome of outcomesOf(channel)) {
      const entry = entryOf({ ...startDraft({ channel }), outcome }, '7', made)
      expect(contactEntry.parse(entry)).toEqual(entry)
    }
  }
})
it('needs an outcome, and of a promise its day', () => {
  const draft = startDraft({})
  expect(entryOf(draft, '7', made)).toBeUndefined()
  expect(entryOf({ ...draft, outcome: 'reached', promise: '回电' }, '7', made)).toBeUndefined()
  expect(entryOf({ ...draft, outcome: 'reached', promise: '回电', promiseDue: '2026-03-05' }, '7', made)?.promise?.what).toBe('回电')
})
it('refuses a channel only when the customer refused, and keeps no day of a step that is none', () => {
  const draft = { ...startDraft({}), nextOn: '2026-03-05' }
  expect(entryOf({ ...draft, outcome: 'refused' }, '7', made)?.refusesChannel).toBe(true)
  expect(entryOf({ ...draft, outcome: 'refused', refuses: false }, '7', made)?.refusesChannel).toBe(false)
  expect(entryOf({ ...draft, outcome: 'reached', nextStep: 'none' }, '7', made)).toMatchObject({ refusesChannel: false, nextOn: null })
  expect(entryOf({ ...draft, outcome: 'reached', nextStep: 'meet' }, '7', made)?.nextOn).toBe('2026-03-05')
})
