import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from '../../../night/extract/canonical.ts'
import {
  mayContactBy,
  nextAllowed,
  type Choice,
  type ContactFacts,
  type ContactMoment,
  type ContactPolicy,
  type LinkedFacts,
} from './contact-permission.rules.ts'
import { contactChannels, type ContactChannel, type ContactPurpose } from './contract.ts'

const policy: ContactPolicy = {
  morning: { from: 540, until: 720 },
  afternoon: { from: 840, until: 1200 },
  childUnderYears: 14,
  caps: [
    { days: 7, contacts: 3 },
    { days: 30, contacts: 5 },
  ],
  lookAheadDays: 60,
}
const always = (channel: ContactChannel = 'call', purpose: ContactPurpose | null = 'marketing'): Choice => ({
  channel,
  purpose,
  from: null,
  to: null,
})
const willing: ContactFacts = {
  notForMarketing: false,
  status: null,
  birthDate: '1980-05-01',
  doNotContact: false,
  openComplaint: false,
  quiet: [],
  refusals: [],
  consents: contactChannels.map((channel) => always(channel)),
  contacts: [],
  linked: null,
}
const refusals = [always()]
const ten: ContactMoment & { minute: number } = { date: '2026-03-02', minute: 600, workingDay: true }
const reason = (
  facts: Partial<ContactFacts> = {},
  moment: Partial<ContactMoment> = {},
  channel: ContactChannel = 'call',
  purpose: ContactPurpose = 'marketing',
) => mayContactBy({ ...willing, ...facts }, channel, purpose, { ...ten, ...moment }, policy).reason

it.each<[string, Partial<ContactFacts>, string]>([
  ['a willing customer', {}, 'allowed'],
  ['code N', { notForMarketing: true, doNotContact: true }, 'not_for_marketing'],
  ['deceased', { status: 'deceased', notForMarketing: true }, 'deceased'],
  ['closed by the bank', { status: 'closed_by_bank' }, 'closed_by_bank'],
  ['frozen', { status: 'frozen' }, 'special_status'],
  ['a child', { birthDate: '2012-03-03' }, 'child'],
  ['fourteen today', { birthDate: '2012-03-02' }, 'allowed'],
  ['age unknown', { birthDate: null }, 'allowed'],
  ['do not contact beats refusal', { doNotContact: true, refusals }, 'do_not_contact'],
  ['refusal beats consent', { refusals }, 'refused'],
  ['refusal of every purpose', { refusals: [always('call', null)] }, 'refused'],
  ['refusal of another channel', { refusals: [always('sms', null)] }, 'allowed'],
  ['refusal of another purpose', { refusals: [always('call', 'event')] }, 'allowed'],
  ['a complaint not closed', { openComplaint: true }, 'open_complaint'],
  ['a quiet period, its last day included', { quiet: [{ from: '2026-02-01', to: '2026-03-02' }] }, 'quiet_period'],
  ['a quiet period over', { quiet: [{ from: '2026-02-01', to: '2026-03-01' }] }, 'allowed'],
  ['no consent', { consents: [] }, 'no_consent'],
  ['consent from tomorrow', { consents: [{ ...always(), from: '2026-03-03' }] }, 'no_consent'],
  ['consent until today', { consents: [{ ...always(), to: '2026-03-02' }] }, 'allowed'],
])('%s', (_what, facts, expected) => expect(reason(facts)).toBe(expected))

describe('hours', () => {
  it.each([
    [539, 'quiet_hours'],
    [540, 'allowed'],
    [719, 'allowed'],
    [720, 'quiet_hours'],
    [840, 'allowed'],
    [1199, 'allowed'],
    [1200, 'quiet_hours'],
  ])('minute %i: %s', (minute, expected) => expect(reason({}, { minute })).toBe(expected))
  it('keeps to working days', () => expect(reason({}, { workingDay: false })).toBe('not_a_working_day'))
  it('leaves hours out when a day is meant, not the day itself', () => {
    expect(reason({}, { minute: null })).toBe('allowed')
    expect(reason({}, { minute: null, workingDay: false })).toBe('not_a_working_day')
  })
  it('lets a letter lie and a walk-in speak', () => {
    expect(reason({}, { minute: 0, workingDay: false }, 'letter')).toBe('allowed')
    expect(reason({}, { minute: 1300 }, 'walk_in')).toBe('allowed')
  })
})

describe('what others did', () => {
  const on = (...days: string[]) => days.map((day) => ({ on: day, byOthers: false }))
  it('lets one voice speak a day, and that voice go on by another channel', () => {
    expect(reason({ contacts: [{ on: '2026-03-02', byOthers: true }] })).toBe('one_voice')
    expect(reason({ contacts: on('2026-03-02') }, {}, 'sms')).toBe('allowed')
    expect(reason({ contacts: [{ on: '2026-03-02', byOthers: true }] }, {}, 'walk_in')).toBe('allowed')
    expect(reason({ contacts: [{ on: '2026-03-02', byOthers: true }] }, {}, 'call', 'service')).toBe('allowed')
  })
  it('counts the days of all staff against both caps', () => {
    expect(reason({ contacts: on('2026-02-24', '2026-02-25', '2026-03-01') })).toBe('cap')
    expect(reason({ contacts: on('2026-02-23', '2026-02-25', '2026-03-01') })).toBe('allowed')
    expect(reason({ contacts: on('2026-02-01', '2026-02-05', '2026-02-10', '2026-02-15', '2026-02-20') })).toBe('cap')
  })
})

const nothing: LinkedFacts = {
  deceased: false,
  notForMarketing: false,
  doNotContact: false,
  openComplaint: false,
  quiet: [],
  refusals: [],
  withdrawn: [],
  contacts: [],
}
const linked = (facts: Partial<LinkedFacts>): Partial<ContactFacts> => ({ linked: { ...nothing, ...facts } })
describe('another number of the same person', () => {
  const turned = (on: string, byOthers = false) => ({ on, byOthers })
  it.each<[string, Partial<ContactFacts>, string]>([
    ['with nothing against it', linked({}), 'allowed'],
    ['of the dead', linked({ deceased: true }), 'linked_deceased'],
    ['of code N', linked({ notForMarketing: true }), 'linked_not_for_marketing'],
    ['not to be contacted', linked({ doNotContact: true, refusals }), 'linked_do_not_contact'],
    ['that refused', linked({ refusals }), 'linked_refused'],
    ['that refused another channel', linked({ refusals: [always('sms')] }), 'allowed'],
    ['with a complaint', linked({ openComplaint: true }), 'linked_open_complaint'],
    ['in its quiet', linked({ quiet: [{ from: '2026-03-01', to: '2026-03-02' }] }), 'linked_quiet_period'],
    ['after its quiet', linked({ quiet: [{ from: '2026-02-01', to: '2026-03-01' }] }), 'allowed'],
    ['that took the consent back', linked({ withdrawn: [always()] }), 'linked_withdrawn'],
    ['whose consent is none of this number', { consents: [], ...linked({}) }, 'no_consent'],
    ['spoken to by a colleague today', linked({ contacts: [turned('2026-03-02', true)] }), 'linked_one_voice'],
    ['spoken to by oneself today', linked({ contacts: [turned('2026-03-02')] }), 'linked_cap'],
    ['and this one today by oneself', { contacts: [turned('2026-03-02')], ...linked({ contacts: [turned('2026-02-20')] }) }, 'allowed'],
    [
      'that fills the week together with this one',
      { contacts: [turned('2026-02-24'), turned('2026-02-25')], ...linked({ contacts: [turned('2026-03-01')] }) },
      'linked_cap',
    ],
    ['is said after what this one says itself', { refusals, ...linked({ refusals }) }, 'refused'],
  ])('%s', (_what, facts, expected) => expect(reason(facts)).toBe(expected))
  it('lets service through, but for the dead', () => {
    expect(reason(linked({ doNotContact: true, refusals, notForMarketing: true }), {}, 'sms', 'service')).toBe('allowed')
    expect(reason(linked({ deceased: true }), {}, 'sms', 'service')).toBe('linked_deceased')
  })
})

describe('the next time', () => {
  const weekdays = (date: string) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
  const next = (facts: Partial<ContactFacts>, moment: Partial<ContactMoment & { minute: number }> = {}, channel: ContactChannel = 'call') =>
    nextAllowed({ ...willing, ...facts }, channel, 'marketing', { ...ten, ...moment }, policy, weekdays)
  it.each<[string, Partial<ContactFacts>, Partial<ContactMoment & { minute: number }>, object | null]>([
    ['at lunch: two o’clock', {}, { minute: 750 }, { date: '2026-03-02', minute: 840 }],
    ['on Friday night: Monday morning', {}, { date: '2026-03-06', minute: 1300 }, { date: '2026-03-09', minute: 540 }],
    ['after a colleague: tomorrow', { contacts: [{ on: '2026-03-02', byOthers: true }] }, {}, { date: '2026-03-03', minute: 540 }],
    [
      'at the cap: when the oldest day is a week ago',
      { contacts: ['2026-02-26', '2026-02-27', '2026-03-01'].map((on) => ({ on, byOthers: false })) },
      {},
      { date: '2026-03-05', minute: 540 },
    ],
    [
      'after a call under another number: tomorrow',
      linked({ contacts: [{ on: '2026-03-02', byOthers: false }] }),
      {},
      { date: '2026-03-03', minute: 540 },
    ],
    ['in a quiet period: the day after', { quiet: [{ from: '2026-03-01', to: '2026-03-04' }] }, {}, { date: '2026-03-05', minute: 540 }],
    ['consent from later on', { consents: [{ ...always(), from: '2026-03-04' }] }, {}, { date: '2026-03-04', minute: 540 }],
    ['a consent that is over by then', { consents: [{ ...always(), to: '2026-03-02' }] }, { minute: 1300 }, null],
    ['a refusal: time does not lift it', { refusals }, {}, null],
    ['a complaint: neither', { openComplaint: true }, {}, null],
  ])('%s', (_what, facts, moment, expected) => expect(next(facts, moment)).toEqual(expected))
})

describe('service', () => {
  it('reaches who refused all else, by message at any hour, by call in hours', () => {
    const refusing = { doNotContact: true, refusals: [always('sms', null)], consents: [], notForMarketing: true, openComplaint: true }
    expect(reason(refusing, { minute: 0 }, 'sms', 'service')).toBe('allowed')
    expect(reason(refusing, { minute: 0 }, 'call', 'service')).toBe('quiet_hours')
  })
  it('does not reach the dead', () => expect(reason({ status: 'deceased' }, {}, 'letter', 'service')).toBe('deceased'))
})

it('never lets promotion through without consent, against a refusal, do-not-contact, a complaint, code N or a special state', () => {
  const anyFacts = fc.record({
    notForMarketing: fc.boolean(),
    status: fc.option(fc.constantFrom(...canonical.customer.columns.status.values)),
    birthDate: fc.constantFrom(null, '1950-01-01', '2020-01-01'),
    doNotContact: fc.boolean(),
    openComplaint: fc.boolean(),
    quiet: fc.constantFrom([], [{ from: '2026-01-01', to: '2026-12-31' }]),
    refused: fc.boolean(),
    consented: fc.boolean(),
    contacts: fc.constantFrom([], [{ on: '2026-03-02', byOthers: true }]),
  })
  const moment = fc.record({ date: fc.constant('2026-03-02'), minute: fc.integer({ min: 0, max: 1439 }), workingDay: fc.boolean() })
  fc.assert(
    fc.property(
      anyFacts,
      fc.constantFrom(...contactChannels),
      fc.constantFrom('marketing' as const, 'event' as const, 'care' as const, 'survey' as const),
      moment,
      ({ refused, consented, ...facts }, channel, purpose, when) => {
        const choices = [always(channel, purpose)]
        const known = { ...facts, linked: null, refusals: refused ? choices : [], consents: consented ? choices : [] }
        const { allowed } = mayContactBy(known, channel, purpose, when, policy)
        const clean =
          consented &&
          !refused &&
          !facts.doNotContact &&
          !facts.openComplaint &&
          facts.quiet.length === 0 &&
          !facts.notForMarketing &&
          facts.status === null &&
          facts.birthDate !== '2020-01-01'
        return !allowed || clean
      },
    ),
  )
})
