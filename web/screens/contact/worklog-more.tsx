import { useId } from 'react'
import { interests, moods, needs, nextSteps } from '../../../server/modules/contact/worklog-terms.ts'
import { contactPurposes } from '../../../server/modules/privacy/channel-terms.ts'
import { useWords } from '../../i18n/index.ts'
import { ChipsField } from '../../ui/chips.tsx'
import { TextField } from '../privacy/source-field.tsx'
import type { WorklogDraft } from './draft.ts'

interface WorklogMoreProps {
  draft: WorklogDraft
  onChange: (changed: Partial<WorklogDraft>) => void
}

/** What may be added to a contact: mood, need, interests, next step, note, promise, purpose. */
export const WorklogMore = ({ draft, onChange }: WorklogMoreProps) => {
  const { say, word } = useWords()
  const noteId = useId()
  return (
    <>
      <ChipsField
        label={say('worklog.mood')}
        options={moods.map((value) => ({ value, text: word('contact_mood', value) }))}
        chosen={draft.mood ? [draft.mood] : []}
        single
        onChange={([mood]) => onChange({ mood: mood ?? null })}
      />
      <ChipsField
        label={say('worklog.need')}
        options={needs.map((value) => ({ value, text: word('contact_need', value) }))}
        chosen={draft.need ? [draft.need] : []}
        single
        onChange={([need]) => onChange({ need: need ?? null })}
      />
      <ChipsField
        label={say('worklog.interests')}
        options={interests.map((value) => ({ value, text: word('category', value) }))}
        chosen={draft.interests}
        onChange={(chosen) => onChange({ interests: chosen })}
      />
      <ChipsField
        label={say('worklog.next')}
        options={nextSteps.map((value) => ({ value, text: word('contact_next', value) }))}
        chosen={draft.nextStep ? [draft.nextStep] : []}
        single
        onChange={([nextStep]) => onChange({ nextStep: nextStep ?? null })}
      />
      {draft.nextStep !== null && draft.nextStep !== 'none' ? (
        <TextField type="date" label={say('worklog.nextOn')} value={draft.nextOn} onChange={(nextOn) => onChange({ nextOn })} />
      ) : null}
      <div className="sheet-field">
        <label htmlFor={noteId}>{say('worklog.note')}</label>
        <textarea id={noteId} rows={2} maxLength={500} value={draft.note} onChange={(event) => onChange({ note: event.target.value })} />
      </div>
      <div className="sheet-pair">
        <TextField label={say('worklog.promise')} value={draft.promise} onChange={(promise) => onChange({ promise })} />
        <TextField
          type="date"
          label={say('worklog.promiseDue')}
          value={draft.promiseDue}
          onChange={(promiseDue) => onChange({ promiseDue })}
        />
      </div>
      <ChipsField
        label={say('worklog.purpose')}
        options={contactPurposes.map((value) => ({ value, text: word('contact_purpose', value) }))}
        chosen={[draft.purpose]}
        single
        onChange={([purpose]) => purpose && onChange({ purpose })}
      />
      <label className="sheet-check">
        <input type="checkbox" checked={draft.inbound} onChange={(event) => onChange({ inbound: event.target.checked })} />
        {say('worklog.inbound')}
      </label>
    </>
  )
}
