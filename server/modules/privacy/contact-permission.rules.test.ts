import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical } from '../../../night/extract/canonical.ts'
import { mayContactBy, type ContactFacts, type ContactMoment, type ContactPolicy } from './contact-permission.rules.ts'

const policy: ContactPolicy = { morning: { from: 540, until: 720 }, afternoon: { from: 840, until: 1200 }, childUnderYears: 14 }
const willing: ContactFacts = {
  notForMarketing: false,
  status: null,
  birthDate: '1980-05-01',
  doNotContact: false,
  refused: false,
  consented: true,
}
const ten: ContactMoment = { date: '2026-03-02', minute: 600, workingDay: true }
const reason = (
  facts: Partial<ContactFacts> = {},
  moment: Partial<ContactMoment> = {},
  channel: Parameters<typeof mayContactBy>[1] = 'call',
  purpose: Parameters<typeof mayContactBy>[2] = 'marketing',
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
  ['do not contact beats refusal', { doNotContact: true, refused: true }, 'do_not_contact'],
  ['refusal beats consent', { refused: true }, 'refused'],
  ['no consent', { consented: false }, 'no_consent'],
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
  it('lets a letter lie and a walk-in speak', () => {
    expect(reason({}, { minute: 0, workingDay: false }, 'letter')).toBe('allowed')
    expect(reason({}, { minute: 1300 }, 'walk_in')).toBe('allowed')
  })
})

describe('service', () => {
  it('reaches who refused all else, by message at any hour, by call in hours', () => {
    const refusing = { doNotContact: true, refused: true, consented: false, notForMarketing: true }
    expect(reason(refusing, { minute: 0 }, 'sms', 'service')).toBe('allowed')
    expect(reason(refusing, { minute: 0 }, 'call', 'service')).toBe('quiet_hours')
  })
  it('does not reach the dead', () => expect(reason({ status: 'deceased' }, {}, 'letter', 'service')).toBe('deceased'))
})

it('never lets promotion through without consent, against a refusal, do-not-contact, code N or a special state', () => {
  const anyFacts = fc.record({
    notForMarketing: fc.boolean(),
    status: fc.option(fc.constantFrom(...canonical.customer.columns.status.values)),
    birthDate: fc.constantFrom(null, '1950-01-01', '2020-01-01'),
    doNotContact: fc.boolean(),
    refused: fc.boolean(),
    consented: fc.boolean(),
  })
  const moment = fc.record({ date: fc.constant('2026-03-02'), minute: fc.integer({ min: 0, max: 1439 }), workingDay: fc.boolean() })
  fc.assert(
    fc.property(
      anyFacts,
      fc.constantFrom(...canonical.contact.columns.channel.values),
      fc.constantFrom('marketing', 'event', 'care', 'survey'),
      moment,
      (facts, channel, purpose, when) => {
        const { allowed } = mayContactBy(facts, channel, purpose, when, policy)
        const clean =
          facts.consented &&
          !facts.refused &&
          !facts.doNotContact &&
          !facts.notForMarketing &&
          facts.status === null &&
          facts.birthDate !== '2020-01-01'
        return !allowed || clean
      },
    ),
  )
})
