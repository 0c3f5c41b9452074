import { useId } from 'react'
import { inPieces, rewardFields, type RewardForm } from '../../../server/modules/points/rewards/reward-terms.ts'
import { useWords } from '../../i18n/index.ts'
import { TextField } from '../privacy/source-field.tsx'
import { useFieldName } from './colour.tsx'
import { emptyLine, type ComposedLine, type ComposedRule } from './draft.ts'

interface PickProps {
  label: string
  value: string
  options: [string, string][]
  onChange: (value: string) => void
}

/** One choice of a list of codes. */
export const Pick = ({ label, value, options, onChange }: PickProps) => {
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

const LineFields = ({ line, onChange }: { line: ComposedLine; onChange: (line: ComposedLine) => void }) => {
  const { say, word } = useWords()
  const fieldName = useFieldName()
  const known = rewardFields[line.field]
  return (
    <div className="sheet-pair">
      <Pick
        label={say('points.draft.field')}
        value={line.field}
        options={Object.keys(rewardFields).map((field) => [field, fieldName(field)])}
        onChange={(field) => onChange({ field, value: rewardFields[field]?.values?.[0] ?? '1' })}
      />
      {known?.form === 'code' ? (
        <Pick
          label={say('points.draft.equals')}
          value={line.value}
          options={(known.values ?? []).map((code) => [code, word('reward_value', code)])}
          onChange={(value) => onChange({ ...line, value })}
        />
      ) : (
        <TextField
          label={say(known?.form === 'money' ? 'points.draft.yuan' : 'points.draft.count')}
          value={line.value}
          onChange={(value) => onChange({ ...line, value })}
        />
      )}
    </div>
  )
}

interface RuleFieldsProps {
  rule: ComposedRule
  form: RewardForm
  /** from 1; left out when the programme has but one */
  number: number | undefined
  onChange: (rule: ComposedRule) => void
  onRemove: (() => void) | undefined
}

const mostLines = 6

/** One rule: what it reads, and what it gives. */
export const RuleFields = ({ rule, form, number, onChange, onRemove }: RuleFieldsProps) => {
  const { say } = useWords()
  const pieces = inPieces(form)
  const { lines } = rule
  const [first] = lines
  const counts = !pieces && first !== undefined && rewardFields[first.field]?.form !== 'code'
  const put = (at: number, line: ComposedLine | undefined) =>
    onChange({ ...rule, lines: line ? lines.with(at, line) : lines.filter((_, place) => place !== at) })
  return (
    <fieldset className="points-rule">
      {number === undefined ? null : <legend>{say(pieces ? 'programme.stepRule' : 'programme.rule', { number })}</legend>}
      {lines.length === 0 ? <p className="muted small">{say('programme.always')}</p> : null}
      {lines.map((line, at) => (
        // lines have no name of their own; their place is what they are
        <div key={at} className="points-rule-line">
          <LineFields line={line} onChange={(next) => put(at, next)} />
          {lines.length > 1 ? (
            <button type="button" className="text-button" onClick={() => put(at, undefined)}>
              {say('programme.removeCondition')}
            </button>
          ) : null}
        </div>
      ))}
      {counts ? (
        <label className="sheet-check">
          <input type="checkbox" checked={rule.each} onChange={(event) => onChange({ ...rule, each: event.target.checked })} />
          {say('points.draft.each')}
        </label>
      ) : null}
      <div className="sheet-pair">
        <TextField
          label={say(pieces ? 'programme.amountPieces' : 'points.draft.points')}
          value={rule.points}
          onChange={(points) => onChange({ ...rule, points })}
        />
        {counts && rule.each ? (
          <TextField label={say('points.draft.most')} value={rule.most} onChange={(most) => onChange({ ...rule, most })} />
        ) : null}
      </div>
      <p className="points-rule-acts">
        {lines.length < mostLines ? (
          <button type="button" className="text-button" onClick={() => onChange({ ...rule, lines: [...lines, emptyLine] })}>
            {say('programme.addCondition')}
          </button>
        ) : null}
        {onRemove ? (
          <button type="button" className="text-button" onClick={onRemove}>
            {say('programme.removeRule')}
          </button>
        ) : null}
      </p>
    </fieldset>
  )
}
