import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { relationLayers, threeMoves } from '../../../server/modules/retention/contract.ts'
import {
  benefitPeriods,
  benefitTiers,
  type BenefitInput,
  type BenefitRow,
  type BenefitTier,
} from '../../../server/modules/retention/plays/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { ChipsField } from '../../ui/chips.tsx'
import { FormSheet } from '../../ui/form-sheet.tsx'
import { today } from '../../ui/format/date.ts'
import { TextField } from '../privacy/source-field.tsx'

/** Sends a change of the catalogue; done, the lists are read anew. */
const useChange = (onClose: () => void) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queries.play.key() })
      onClose()
    },
  })
}

type Draft = Omit<BenefitInput, 'times'> & { times: Record<BenefitTier, string> }

const draftOf = (benefit: BenefitRow | undefined): Draft => {
  const timesOf = (tier: BenefitTier) => String(benefit?.times[tier] ?? 0)
  return {
    code: benefit?.code ?? '',
    name: benefit?.name ?? '',
    provider: benefit?.provider ?? '',
    about: benefit?.about ?? '',
    move: benefit?.move ?? 'unwanted',
    layer: benefit?.layer ?? 'structural',
    period: benefit?.period ?? 'year',
    times: {
      long_tail: timesOf('long_tail'),
      potential: timesOf('potential'),
      mid_to_high: timesOf('mid_to_high'),
      wealth: timesOf('wealth'),
    },
    validFrom: today(),
  }
}

/** The draft as it is sent; undefined while something is missing. */
function inputOf(draft: Draft): BenefitInput | undefined {
  const words = { code: draft.code.trim(), name: draft.name.trim(), provider: draft.provider.trim(), about: draft.about.trim() }
  const numbers = benefitTiers.map((tier) => [tier, /^\d{1,3}$/.test(draft.times[tier].trim()) ? Number(draft.times[tier]) : -1] as const)
  const whole = numbers.every(([, number]) => number >= 0) && numbers.some(([, number]) => number > 0)
  if (!/^[a-z0-9_]{2,40}$/.test(words.code) || Object.values(words).includes('') || !whole || draft.validFrom === '') return undefined
  const times = Object.fromEntries(numbers) as Record<BenefitTier, number>
  return { ...words, move: draft.move, layer: draft.layer, period: draft.period, times, validFrom: draft.validFrom }
}

/** A benefit as it is given from a day on. */
export const BenefitSheet = ({ benefit, onClose }: { benefit?: BenefitRow; onClose: () => void }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const [draft, setDraft] = useState(() => draftOf(benefit))
  const [missing, setMissing] = useState(false)
  const change = useChange(onClose)
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const input = inputOf(draft)
  const submit = () => {
    setMissing(input === undefined)
    if (input) change.mutate(() => api.play.keepBenefit(input))
  }
  const chips = <T extends string>(label: string, all: readonly T[], chosen: T, text: (one: T) => string, onPick: (one: T) => void) => (
    <ChipsField
      label={label}
      options={all.map((value) => ({ value, text: text(value) }))}
      chosen={[chosen]}
      single
      onChange={([next]) => next && onPick(next)}
    />
  )
  return (
    <FormSheet
      title={benefit ? say('benefits.editOf', { name: benefit.name }) : say('benefits.add')}
      closeText={say('shell.cancel')}
      doneText={say('benefits.save')}
      pending={change.isPending}
      problem={change.error ? describe(change.error).text : missing ? say('benefits.missing') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label={say('benefits.name')} value={draft.name} longest={40} onChange={(name) => set({ name })} />
      {benefit ? null : <TextField label={say('benefits.code')} value={draft.code} longest={40} onChange={(code) => set({ code })} />}
      <TextField label={say('benefits.provider')} value={draft.provider} longest={60} onChange={(provider) => set({ provider })} />
      <TextField label={say('benefits.how')} value={draft.about} onChange={(about) => set({ about })} />
      {chips(
        say('benefits.period'),
        benefitPeriods,
        draft.period,
        (one) => word('benefit_period', one),
        (period) => set({ period }),
      )}
      <div className="sheet-field">
        <span>{say('benefits.times')}</span>
        <div className="benefit-times">
          {benefitTiers.map((tier) => (
            <TextField
              key={tier}
              label={word('tier', tier)}
              value={draft.times[tier]}
              longest={3}
              onChange={(number) => set({ times: { ...draft.times, [tier]: number } })}
            />
          ))}
        </div>
      </div>
      {chips(
        say('benefits.move'),
        threeMoves,
        draft.move,
        (one) => word('three_move', one),
        (move) => set({ move }),
      )}
      {chips(
        say('benefits.layer'),
        relationLayers,
        draft.layer,
        (one) => word('relation_layer', one),
        (layer) => set({ layer }),
      )}
      <TextField type="date" label={say('benefits.validFrom')} value={draft.validFrom} onChange={(validFrom) => set({ validFrom })} />
    </FormSheet>
  )
}

/** The last day of a benefit. */
export const EndSheet = ({ benefit, onClose }: { benefit: BenefitRow; onClose: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const [lastDay, setLastDay] = useState(today)
  const change = useChange(onClose)
  return (
    <FormSheet
      title={say('benefits.endOf', { name: benefit.name })}
      closeText={say('shell.cancel')}
      doneText={say('benefits.end')}
      pending={change.isPending || lastDay === ''}
      problem={change.error ? describe(change.error).text : undefined}
      onSubmit={() => change.mutate(() => api.play.endBenefit({ code: benefit.code, lastDay }))}
      onClose={onClose}
    >
      <p className="muted small">{say('benefits.endAbout')}</p>
      <TextField type="date" label={say('benefits.lastDay')} value={lastDay} onChange={setLastDay} />
    </FormSheet>
  )
}
