import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState, type FormEvent } from 'react'
import type { ProgrammeDraft, RewardPreview } from '../../../server/modules/points/rewards/contract.ts'
import { rewardFields, rewardForms, type RewardForm } from '../../../server/modules/points/rewards/reward-terms.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { TextField } from '../privacy/source-field.tsx'
import { ColourTag, useFieldName, useReasons } from './colour.tsx'
import { draftOf, emptyDraft, type Composing } from './draft.ts'

const Pick = ({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: string
  options: [string, string][]
  onChange: (value: string) => void
}) => {
  const id = useId()
  return (
    <div className="sheet-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {options.map(([code, text]) => (
          <option key={code} value={code}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}

const PreviewWords = ({ preview }: { preview: RewardPreview }) => {
  const { say, word } = useWords()
  const reasons = useReasons()
  return (
    <div className="points-preview" data-colour={preview.colour}>
      <p>
        <ColourTag colour={preview.colour} /> {reasons(preview.why)}
      </p>
      {preview.refusal ? <p className="warning-text">{preview.refusal}</p> : null}
      {preview.offers.length > 0 ? (
        <p>{say('points.offers', { offers: preview.offers.map((offer) => word('reward_offer', offer)).join('；') })}</p>
      ) : null}
      <p>
        {preview.businessDate
          ? say('points.tried', { date: preview.businessDate, customers: preview.customers, points: preview.points })
          : say('points.notTried')}
      </p>
      {preview.sample.length > 0 ? (
        <p className="muted small">{preview.sample.map(({ name, customerNo, points }) => `${name ?? customerNo} ${points}`).join('、')}</p>
      ) : null}
    </div>
  )
}

/** Composes a programme of one rule; its colour and who would get how much are shown before it is asked for. */
export const ProposeSheet = ({ onClose }: { onClose: () => void }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const fieldName = useFieldName()
  const [composing, setComposing] = useState<Composing>(emptyDraft)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const preview = useMutation({ mutationFn: (draft: ProgrammeDraft) => api.reward.preview(draft) })
  const propose = useMutation({
    mutationFn: (ask: { draft: ProgrammeDraft; reason: string }) => api.reward.propose(ask),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queries.reward.key() })
      onClose()
    },
  })
  const set = (change: Partial<Composing>) => {
    setComposing({ ...composing, ...change })
    preview.reset()
    propose.reset()
  }
  const text = (
    key: 'code' | 'name' | 'points' | 'most' | 'validFrom' | 'validTo' | 'capPoints' | 'documentNo',
    type: 'text' | 'date' = 'text',
  ) => <TextField type={type} label={say(`points.draft.${key}`)} value={composing[key]} onChange={(value) => set({ [key]: value })} />
  const known = rewardFields[composing.field]
  const draft = draftOf(composing)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lacking = draft === undefined || reason.trim().length < 4
    setMissing(lacking)
    if (!lacking) propose.mutate({ draft, reason: reason.trim() })
  }
  const values: [string, string][] = (known?.values ?? []).map((code) => [code, word('reward_value', code)])
  return (
    <Sheet title={say('points.propose')} closeText={say('shell.cancel')} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit} noValidate>
        <div className="sheet-pair">
          {text('name')}
          {text('code')}
        </div>
        <div className="sheet-pair">
          <Pick
            label={say('points.draft.form')}
            value={composing.form}
            options={rewardForms.map((form) => [form, word('reward_form', form)])}
            onChange={(form) => set({ form: form as RewardForm })}
          />
          <Pick
            label={say('points.draft.field')}
            value={composing.field}
            options={Object.keys(rewardFields).map((field) => [field, fieldName(field)])}
            onChange={(field) => set({ field, value: rewardFields[field]?.values?.[0] ?? '1' })}
          />
        </div>
        {known?.form === 'code' ? (
          <Pick label={say('points.draft.equals')} value={composing.value} options={values} onChange={(value) => set({ value })} />
        ) : (
          <>
            <TextField
              label={say(known?.form === 'money' ? 'points.draft.yuan' : 'points.draft.count')}
              value={composing.value}
              onChange={(value) => set({ value })}
            />
            <label className="sheet-check">
              <input type="checkbox" checked={composing.each} onChange={(event) => set({ each: event.target.checked })} />
              {say('points.draft.each')}
            </label>
          </>
        )}
        <div className="sheet-pair">
          {text('points')}
          {composing.each && known?.form !== 'code' ? text('most') : null}
        </div>
        <div className="sheet-pair">
          {text('validFrom', 'date')}
          {text('validTo', 'date')}
        </div>
        <div className="sheet-pair">
          {text('capPoints')}
          {text('documentNo')}
        </div>
        <TextField label={say('points.draft.reason')} value={reason} onChange={setReason} />
        {preview.data ? <PreviewWords preview={preview.data} /> : null}
        {missing || preview.error || propose.error ? (
          <p className="warning-text" role="alert">
            {preview.error || propose.error ? describe(preview.error ?? propose.error).text : say('points.draft.missing')}
          </p>
        ) : null}
        <div className="sheet-pair">
          <button
            type="button"
            className="points-act"
            disabled={preview.isPending}
            onClick={() => {
              setMissing(draft === undefined)
              if (draft) preview.mutate(draft)
            }}
          >
            {say('points.tryIt')}
          </button>
          <button type="submit" className="sheet-done" disabled={propose.isPending}>
            {say('points.submit')}
          </button>
        </div>
      </form>
    </Sheet>
  )
}
