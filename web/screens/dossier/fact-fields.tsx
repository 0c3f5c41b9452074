import type { Band } from '../../../server/platform/contract/terms.ts'
import { needs } from '../../../server/modules/contact/contract.ts'
import { bankProducts, dateKinds, interestTopics, needDrives, relations } from '../../../server/modules/dossier/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { bandText } from '../../ui/amount.tsx'
import { Chips } from '../../ui/chips.tsx'
import { TextField } from '../privacy/source-field.tsx'
import { DayFields } from './day-fields.tsx'
import type { Draft } from './draft.ts'

interface FactFieldsProps {
  draft: Draft
  change: (part: Partial<Draft>) => void
  bands: readonly Band[]
  relativeNo: string
  onRelativeNo: (value: string) => void
}
type List = 'relation' | 'date_kind' | 'interest_topic' | 'contact_need' | 'need_drive' | 'bank_product'

/** One word of a list of codes. */
const One = <T extends string>(props: {
  label: string
  list: List
  codes: readonly T[]
  chosen: T | null
  onChoose: (code: T) => void
}) => {
  const { word } = useWords()
  const { label, list, codes, chosen, onChoose } = props
  return (
    <Chips
      label={label}
      options={codes.map((value) => ({ value, text: word(list, value) }))}
      chosen={chosen === null ? [] : [chosen]}
      single
      onChange={([next]) => next !== undefined && onChoose(next)}
    />
  )
}

const Needs = ({ draft, change }: Pick<FactFieldsProps, 'draft' | 'change'>) => {
  const { say } = useWords()
  return (
    <>
      <One label={say('facts.need')} list="contact_need" codes={needs} chosen={draft.need} onChoose={(need) => change({ need })} />
      <One label={say('facts.drive')} list="need_drive" codes={needDrives} chosen={draft.drive} onChoose={(drive) => change({ drive })} />
      <label className="sheet-check">
        <input type="checkbox" checked={draft.spoken} onChange={(event) => change({ spoken: event.target.checked })} />
        {say('facts.spoken')}
      </label>
      <TextField label={say('facts.problem')} value={draft.problem} longest={60} onChange={(problem) => change({ problem })} />
      <TextField label={say('facts.benefit')} value={draft.benefit} longest={60} onChange={(benefit) => change({ benefit })} />
    </>
  )
}

const OtherBank = ({ draft, change, bands }: Pick<FactFieldsProps, 'draft' | 'change' | 'bands'>) => {
  const { say } = useWords()
  const chosen = bands.findIndex(({ fromFen, belowFen }) => fromFen === draft.amount?.fromFen && belowFen === draft.amount?.belowFen)
  return (
    <>
      <TextField label={say('facts.bank')} value={draft.bank} longest={60} onChange={(bank) => change({ bank })} />
      <One
        label={say('facts.product')}
        list="bank_product"
        codes={bankProducts}
        chosen={draft.product}
        onChoose={(product) => change({ product })}
      />
      <Chips
        label={say('facts.amount')}
        options={bands.map((band, index) => ({ value: String(index), text: bandText(band) }))}
        chosen={chosen < 0 ? [] : [String(chosen)]}
        single
        onChange={([next]) => change({ amount: next === undefined ? null : (bands[Number(next)] ?? null) })}
      />
      <TextField type="date" label={say('facts.matures')} value={draft.maturesOn} onChange={(maturesOn) => change({ maturesOn })} />
    </>
  )
}

/** What there is to say of a field; the choice first, the rest can wait. */
export const FactFields = ({ draft, change, bands, relativeNo, onRelativeNo }: FactFieldsProps) => {
  const { say } = useWords()
  switch (draft.field) {
    case 'family':
      return (
        <>
          <One
            label={say('facts.relation')}
            list="relation"
            codes={relations}
            chosen={draft.relation}
            onChoose={(relation) => change({ relation })}
          />
          <TextField label={say('facts.name')} value={draft.name} longest={60} onChange={(name) => change({ name })} />
          <DayFields draft={draft} change={change} optional />
          <TextField label={say('facts.birthYear')} value={draft.birthYear} longest={4} onChange={(birthYear) => change({ birthYear })} />
          <TextField label={say('facts.place')} value={draft.place} longest={60} onChange={(place) => change({ place })} />
          <TextField label={say('facts.relativeNo')} value={relativeNo} longest={40} onChange={onRelativeNo} />
        </>
      )
    case 'date':
      return (
        <>
          <One
            label={say('facts.aboutDay')}
            list="date_kind"
            codes={dateKinds}
            chosen={draft.about}
            onChoose={(about) => change({ about })}
          />
          <DayFields draft={draft} change={change} />
          <TextField label={say('facts.who')} value={draft.who} longest={60} onChange={(who) => change({ who })} />
        </>
      )
    case 'interest':
      return (
        <>
          <One
            label={say('facts.topic')}
            list="interest_topic"
            codes={interestTopics}
            chosen={draft.topic}
            onChoose={(topic) => change({ topic })}
          />
          <TextField label={say('facts.detail')} value={draft.text} longest={60} onChange={(text) => change({ text })} />
        </>
      )
    case 'need':
      return <Needs draft={draft} change={change} />
    case 'other_bank':
      return <OtherBank draft={draft} change={change} bands={bands} />
    default:
      return (
        <TextField
          label={say('facts.text')}
          value={draft.text}
          longest={draft.field === 'note' ? 300 : 60}
          onChange={(text) => change({ text })}
        />
      )
  }
}
