import type { ChoiceKind, CustomerChoice } from '../../../server/modules/privacy/contract.ts'
import type { useWords } from '../../i18n/index.ts'

type Words = ReturnType<typeof useWords>

const aboutLists: Partial<Record<ChoiceKind, Parameters<Words['word']>[0]>> = {
  quiet_period: 'quiet_kind',
  guardian: 'guardian_relation',
  sensitive_consent: 'sensitive_category',
}

/** What was decided, in a few words: 同意 · 电话 · 营销. */
export const choiceTitle = ({ word, say }: Words, choice: CustomerChoice): string => {
  const list = aboutLists[choice.kind]
  return [
    word('choice_kind', choice.kind),
    choice.channel && word('contact_channel', choice.channel),
    choice.purpose ? word('contact_purpose', choice.purpose) : choice.kind === 'refusal' ? say('permission.allPurposes') : null,
    choice.about && (list ? word(list, choice.about) : choice.about),
  ]
    .filter(Boolean)
    .join(' · ')
}

/** When, how and on what proof. */
export const choiceAbout = ({ word, say }: Words, choice: CustomerChoice): string =>
  [
    choice.validTo
      ? say('permission.span', { from: choice.validFrom, to: choice.validTo })
      : say('permission.since', { date: choice.validFrom }),
    choice.source && word('choice_source', choice.source),
    choice.textVersion && say('permission.version', { version: choice.textVersion }),
    choice.proof,
    choice.askAgainOn && say('permission.askAgainOn', { date: choice.askAgainOn }),
  ]
    .filter(Boolean)
    .join(' · ')
