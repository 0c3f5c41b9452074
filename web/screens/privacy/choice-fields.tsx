import {
  choiceSources,
  consentPurposes,
  contactChannels,
  guardianRelations,
  proofSources,
  quietKinds,
  sensitiveCategories,
  type ChoiceKind,
} from '../../../server/modules/privacy/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips, ChipsField } from '../../ui/chips.tsx'
import type { ChoiceDraft } from './choice-draft.ts'
import { SourceField, TextField } from './source-field.tsx'

interface ChoiceFieldsProps {
  draft: ChoiceDraft
  /** the customer has refused something that stands */
  refused: boolean
  onChange: (changed: Partial<ChoiceDraft>) => void
}

const withChannels: readonly ChoiceKind[] = ['consent', 'refusal']
const proven: readonly ChoiceKind[] = ['consent', 'guardian', 'sensitive_consent']
const kindsOfAbout = {
  quiet_period: { list: 'quiet_kind', label: 'permission.reason', codes: quietKinds },
  guardian: { list: 'guardian_relation', label: 'permission.relation', codes: guardianRelations },
  sensitive_consent: { list: 'sensitive_category', label: 'permission.category', codes: sensitiveCategories },
} as const

const WhichContacts = ({ draft, onChange }: Omit<ChoiceFieldsProps, 'refused'>) => {
  const { say, word } = useWords()
  return (
    <>
      <ChipsField
        label={say('permission.channels')}
        options={contactChannels.map((value) => ({ value, text: word('contact_channel', value) }))}
        chosen={draft.channels}
        onChange={(channels) => onChange({ channels })}
      />
      <div className="sheet-field">
        <span>{draft.kind === 'refusal' ? say('permission.purposesAll') : say('permission.purposes')}</span>
        <Chips
          label={say('permission.purposes')}
          options={consentPurposes.map((value) => ({ value, text: word('contact_purpose', value) }))}
          chosen={draft.purposes}
          onChange={(purposes) => onChange({ purposes })}
        />
      </div>
    </>
  )
}

/** The fields of the chosen kind of choice. */
export const ChoiceFields = ({ draft, refused, onChange }: ChoiceFieldsProps) => {
  const { say, word } = useWords()
  const { kind } = draft
  const about = kind === 'quiet_period' || kind === 'guardian' || kind === 'sensitive_consent' ? kindsOfAbout[kind] : undefined
  return (
    <>
      {withChannels.includes(kind) ? <WhichContacts draft={draft} onChange={onChange} /> : null}
      {about ? (
        <ChipsField
          label={say(about.label)}
          options={about.codes.map((value) => ({ value: value as string, text: word(about.list, value) }))}
          chosen={[draft.about]}
          single
          onChange={([chosen = '']) => onChange({ about: chosen })}
        />
      ) : null}
      {kind === 'guardian' ? (
        <TextField
          label={say('permission.guardianNo')}
          value={draft.guardianCustomerNo}
          longest={64}
          onChange={(guardianCustomerNo) => onChange({ guardianCustomerNo })}
        />
      ) : null}
      {kind === 'sensitive_consent' ? (
        <TextField label={say('permission.usedFor')} value={draft.usedFor} onChange={(usedFor) => onChange({ usedFor })} />
      ) : null}
      {kind === 'do_not_contact' ? (
        <TextField label={say('permission.reason')} value={draft.reason} onChange={(reason) => onChange({ reason })} />
      ) : null}
      {proven.includes(kind) ? (
        <TextField
          label={say('permission.textVersion')}
          value={draft.textVersion}
          longest={60}
          onChange={(textVersion) => onChange({ textVersion })}
        />
      ) : null}
      {kind === 'quiet_period' ? null : (
        <div className="sheet-pair">
          <SourceField
            sources={proven.includes(kind) ? proofSources : choiceSources}
            source={draft.source}
            onSource={(source) => onChange({ source })}
          />
          <TextField
            label={say(proven.includes(kind) ? 'permission.proof' : 'permission.proofOptional')}
            value={draft.proof}
            onChange={(proof) => onChange({ proof })}
          />
        </div>
      )}
      {kind === 'refusal' || kind === 'do_not_contact' ? null : (
        <div className="sheet-pair">
          <TextField
            type="date"
            label={say('permission.validFrom')}
            value={draft.validFrom}
            onChange={(validFrom) => onChange({ validFrom })}
          />
          {kind === 'guardian' ? null : (
            <TextField
              type="date"
              label={say(kind === 'quiet_period' ? 'permission.until' : 'permission.validTo')}
              value={draft.validTo}
              onChange={(validTo) => onChange({ validTo })}
            />
          )}
        </div>
      )}
      {kind === 'consent' && refused ? (
        <label className="sheet-check">
          <input type="checkbox" checked={draft.customerAsked} onChange={(event) => onChange({ customerAsked: event.target.checked })} />
          {say('permission.customerAsked')}
        </label>
      ) : null}
    </>
  )
}
