import {
  choiceInput,
  type ChoiceInput,
  type ChoiceKind,
  type ConsentPurpose,
  type ContactChannel,
} from '../../../server/modules/privacy/contract.ts'

/** What the form of a choice holds while it is filled in: every field of every kind, as text. */
export interface ChoiceDraft {
  kind: ChoiceKind
  channels: ContactChannel[]
  purposes: ConsentPurpose[]
  textVersion: string
  source: string
  proof: string
  validFrom: string
  validTo: string
  customerAsked: boolean
  reason: string
  about: string
  guardianCustomerNo: string
  usedFor: string
}

export const emptyDraft = (today: string): ChoiceDraft => ({
  kind: 'consent',
  channels: [],
  purposes: [],
  textVersion: '',
  source: 'paper',
  proof: '',
  validFrom: today,
  validTo: '',
  customerAsked: false,
  reason: '',
  about: '',
  guardianCustomerNo: '',
  usedFor: '',
})

/** The choice that a form holds, or the names of the fields that are missing or wrong. */
export const readDraft = (draft: ChoiceDraft): ChoiceInput | string[] => {
  const orNull = (text: string) => (text.trim() === '' ? null : text)
  const given = {
    ...draft,
    validTo: draft.kind === 'quiet_period' ? draft.validTo : orNull(draft.validTo),
    proof: draft.kind === 'refusal' || draft.kind === 'do_not_contact' ? orNull(draft.proof) : draft.proof,
    relation: draft.about,
    category: draft.about,
  }
  const read = choiceInput.safeParse(given)
  return read.success ? read.data : [...new Set(read.error.issues.map(({ path }) => String(path[0])))]
}
