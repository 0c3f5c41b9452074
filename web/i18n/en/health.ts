import type { Words } from '../words.ts'

export const health: Words['health'] = {
  title: 'Blood-pressure desk',
  kept: 'The customer consented: readings are kept for {{days}} days',
  notKept: 'No consent to keep readings: the card is printed, nothing else',
  systolic: 'Systolic',
  diastolic: 'Diastolic',
  pulse: 'Pulse',
  figures: '{{systolic}}/{{diastolic}} mmHg, pulse {{pulse}}',
  missing: 'Fill in a plausible pressure and pulse',
  print: 'Print the card',
  keep: 'Keep the reading',
  forget: 'Delete all readings at the customer’s word',
  printTitle: 'Blood-pressure card',
  printAbout: 'For the customer to keep. Readings are no diagnosis; see a doctor when unwell.',
}
