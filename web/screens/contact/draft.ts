import type { ContactEntry } from '../../../server/modules/contact/contract.ts'
import type { ContactChannel } from '../../../server/modules/privacy/contract.ts'
import type { WorklogSubject } from './worklog.ts'

type Outcome = Exclude<ContactEntry['outcome'], 'mistake'>

/** What the sheet holds while a contact is noted. */
export interface WorklogDraft {
  channel: ContactChannel
  purpose: ContactEntry['purpose']
  inbound: boolean
  outcome: Outcome | null
  mood: ContactEntry['mood']
  need: ContactEntry['need']
  interests: ContactEntry['interests']
  nextStep: ContactEntry['nextStep']
  nextOn: string
  note: string
  refuses: boolean
  promise: string
  promiseDue: string
}

/** The sheet as it opens: the channel is chosen already. */
export const startDraft = ({ channel = 'call', purpose = 'care' }: Pick<WorklogSubject, 'channel' | 'purpose'>): WorklogDraft => ({
  channel,
  purpose,
  inbound: channel === 'walk_in',
  outcome: null,
  mood: null,
  need: null,
  interests: [],
  nextStep: null,
  nextOn: '',
  note: '',
  refuses: true,
  promise: '',
  promiseDue: '',
})

const written: readonly ContactChannel[] = ['sms', 'wechat', 'letter']
/** What can come of a channel: a message is sent or answered, a call gets through or not. */
export const outcomesOf = (channel: ContactChannel): readonly Outcome[] => {
  if (written.includes(channel)) return channel === 'letter' ? ['sent'] : ['sent', 'reached', 'refused']
  if (channel === 'walk_in') return ['reached']
  return channel === 'call' ? ['reached', 'not_reached', 'refused', 'wrong_number'] : ['reached', 'not_reached', 'refused']
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/** The record of a draft with an outcome; ids and moment are the device's. Undefined while the outcome or a promise's day is missing. */
export const entryOf = (
  draft: WorklogDraft,
  customerId: string,
  made: { id: string; promiseId: string; at: string },
): ContactEntry | undefined => {
  const what = orNull(draft.promise)
  if (draft.outcome === null || (what !== null && draft.promiseDue === '')) return undefined
  return {
    id: made.id,
    customerId,
    at: made.at,
    channel: draft.channel,
    purpose: draft.purpose,
    direction: draft.inbound ? 'inbound' : 'outbound',
    outcome: draft.outcome,
    mood: draft.mood,
    need: draft.need,
    interests: draft.interests,
    nextStep: draft.nextStep,
    nextOn: draft.nextStep !== null && draft.nextStep !== 'none' ? orNull(draft.nextOn) : null,
    note: orNull(draft.note),
    corrects: null,
    refusesChannel: draft.outcome === 'refused' && draft.refuses,
    promise: what === null ? null : { id: made.promiseId, what, dueOn: draft.promiseDue },
  }
}
