import type { Words } from '../words.ts'
import type { duplicateProblems as chinese } from '../zh-CN/prospect.ts'

export const prospect: Words['prospect'] = {
  nav: 'Prospects',
  title: 'Prospects',
  state: 'State',
  add: 'Enter a prospect',
  none: 'Nobody here yet',
  noneAbout:
    'People met at lectures, by introduction or in the outlet are entered here once they agreed; on their day they stand on today’s list.',
  list: 'People',
  count: '{{count}}',
  due: 'Prospects to contact today',
  all: 'All prospects',
  contacts: '{{count}} contacts, {{minutes}} minutes',
  introducedBy: 'introduced by {{name}}',
  next: '{{date}} {{step}}',
  isCustomer: 'Is a customer now',
  confirm: 'Same phone: it is {{name}} {{no}}',
  drop: 'Let go',
  dropOf: 'Let {{name}} go',
  dropAbout: 'No more contact; name, phone and notes are forgotten in time.',
  why: 'Why',
  minutes: 'Minutes spent',
  name: 'Name',
  phone: 'Phone (digits only)',
  source: 'Source',
  introducedByNo: 'Introducer’s customer number (optional)',
  introducedNote: 'How we met (optional)',
  basis: 'Why we may contact them',
  proof: 'Where that can be read',
  basisOn: 'Agreed on',
  channels: 'Channels agreed to',
  marks: 'Marks of a good prospect',
  addAbout: 'Nobody is entered without agreeing, and only agreed channels are used. Who came to nothing is forgotten after a year.',
  returns: 'Return on time',
  returnsAbout: 'What an hour brought by source, beside how hard the first contact is',
  head: {
    source: 'Source',
    prospects: 'Entered',
    converted: 'Customers',
    hours: 'Hours',
    money: 'Money brought',
    perHour: 'An hour',
    tension: 'Tension (1–10)',
  },
  noHours: 'No time on record',
}

export const prospectCodes = {
  prospect_class: { a: 'A satisfied customers', b: 'B personal relation', c: 'C introduced', d: 'D stranger' },
  prospect_state: { open: 'Open', converted: 'Customers now', dropped: 'Let go' },
  prospect_basis: {
    spoken: 'Agreed in talk',
    written: 'Agreed in writing',
    came_to_us: 'Came to us',
    introduced: 'Agreed to the introducer',
  },
  prospect_mark: {
    reachable: 'Reachable',
    in_need: 'In need',
    eligible: 'Eligible',
    able_to_pay: 'Able to pay',
    clustered: 'Brings others',
  },
  prospect_drop: {
    not_interested: 'Not interested',
    refused: 'Refused',
    not_reachable: 'Not reachable',
    not_suitable: 'Not suitable',
    other: 'Other',
  },
}

export const prospectActions = {
  'list-prospects': 'See prospects',
  'add-prospect': 'Enter a prospect',
  'change-prospect': 'Change a prospect',
  'log-prospect': 'Log a contact with a prospect',
  'convert-prospect': 'Confirm a prospect as a customer',
  'drop-prospect': 'Let a prospect go',
}

export const duplicate: Words['duplicate'] = {
  nav: 'One person, two numbers',
  title: 'One person, several numbers',
  said: 'Waiting and decided',
  saidAbout: 'Who said what is on record',
  candidates: 'May be one person',
  candidatesAbout: 'Same name, and same phone or birthday; whether it is one person, people decide',
  none: 'Nothing to compare',
  noneAbout: 'Numbers of one name with one phone or birthday appear here. Nothing is ever merged by itself.',
  same: 'same {{what}}',
  keptBy: 'kept by {{names}}',
  compare: 'Compare',
  compareOf: 'Two numbers of {{name}}',
  check: 'Decide',
  madeSure: 'How did you make sure?',
  madeSureBy: 'Made sure by: {{how}}',
  linkAbout: 'A link only: numbers, accounts and records stay as they are, and it can be undone.',
  secondAbout: 'Two managers keep these numbers; a second person decides.',
  link: 'One person',
  propose: 'Send for decision',
  refuse: 'Not one person',
  undo: 'Undo',
  undoOf: 'Undo the link of {{name}}',
  undoWhy: 'Why',
  undoAbout: 'Both dossiers will be exactly what they were.',
  numbers: 'Other numbers of this person',
  together: 'Together',
  hidden: '{{count}} more numbers are kept by others.',
  row: {
    customerNo: 'Customer no.',
    name: 'Name',
    gender: 'Gender',
    birthDate: 'Born',
    phone: 'Phone',
    address: 'Address',
    institutionName: 'Institution',
    managerName: 'Manager',
    openedOn: 'Opened',
    tier: 'Tier',
    aumFen: 'Money',
    contacts: 'Contacts',
    openPromises: 'Open promises',
    facts: 'Facts',
  },
}

export const duplicateCodes = {
  pair_state: { proposed: 'Waiting', linked: 'One person', refused: 'Not one person', undone: 'Undone' },
  pair_evidence: { name: 'name', phone: 'phone', birth_date: 'birthday' },
  pair_sure: { document: 'Saw the document', bank_system: 'Same identity in the core system', customer: 'The customer said so' },
}

export const duplicateActions = {
  'list-duplicates': 'See numbers of one person',
  'compare-customers': 'Compare two numbers',
  'see-numbers': 'See other numbers',
  'link-customers': 'Link two numbers',
  'decide-link': 'Decide on a link',
  'undo-link': 'Undo a link',
}

export const duplicateProblems: typeof chinese = {
  NOTHING_AGREES: 'The names differ, or nothing but the name agrees',
  BASIS_MISSING: 'Write down how they agreed and where that can be read, with a day not after today',
}
