import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sleepyActivities, type WakeUpPreview, type Who } from '../../../server/modules/retention/wake-up/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { ChipsField } from '../../ui/chips.tsx'
import { FormSheet } from '../../ui/form-sheet.tsx'
import { today } from '../../ui/format/date.ts'
import { parseMoney } from '../../ui/format/money.ts'
import { count as number, percent } from '../../ui/format/rate.ts'
import { Facts } from '../../ui/panel.tsx'
import { TextField } from '../privacy/source-field.tsx'

type Activity = (typeof sleepyActivities)[number]

const PreviewFacts = ({ preview }: { preview: WakeUpPreview }) => {
  const { say } = useWords()
  const left = [
    { key: 'withoutManager', count: preview.withoutManager },
    { key: 'notContactable', count: preview.notContactable },
    { key: 'inOther', count: preview.inOther },
  ].filter(({ count }) => count > 0)
  const { offered, heldOut, holdoutBp, waves, waveSize, waveDays, endsOn, windowDays, smallestToldBp } = preview
  return (
    <div className="sheet-field">
      <span>{say('wakeUp.facts', { date: preview.businessDate })}</span>
      <Facts
        facts={[
          { key: 'found', label: say('wakeUp.found'), value: number(preview.found) },
          ...left.map(({ key, count }) => ({
            key,
            label: <span className="muted small">{say(`wakeUp.${key}`)}</span>,
            value: `−${count}`,
          })),
          { key: 'eligible', label: say('wakeUp.eligible'), value: number(preview.eligible) },
          ...(preview.eligible === 0
            ? []
            : [
                {
                  key: 'split',
                  label: say('wakeUp.split'),
                  value: say('wakeUp.splitValue', { offered, heldOut, share: percent(holdoutBp, 0) }),
                },
                { key: 'waves', label: say('wakeUp.waves'), value: say('wakeUp.wavesValue', { waves, size: waveSize, days: waveDays }) },
                { key: 'ends', label: say('wakeUp.ends'), value: say('wakeUp.endsValue', { date: endsOn, days: windowDays }) },
              ]),
        ]}
      />
      {preview.tooFew ? (
        <p className="warning-text">{say('wakeUp.tooFew')}</p>
      ) : (
        <p className="muted small">
          {say('wakeUp.told')}：{say('wakeUp.toldValue', { points: percent(smallestToldBp).replace('%', '') })}
        </p>
      )}
    </div>
  )
}

/** Who is to be woken, what that would be, and the lot. */
export const StartSheet = ({ institutionId, onClose }: { institutionId: number; onClose: () => void }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [id] = useState(() => crypto.randomUUID())
  const [name, setName] = useState(() => say('wakeUp.nameDefault', { month: Number(today().slice(5, 7)) }))
  const [activities, setActivities] = useState<Activity[]>(['dormant', 'lost'])
  const [from, setFrom] = useState('')
  const [size, setSize] = useState('')
  const fromFen = from.trim() === '' ? 0n : parseMoney(from)
  const waveSize = size.trim() === '' ? undefined : Number(size)
  const sizeFits = waveSize === undefined || (Number.isInteger(waveSize) && waveSize > 0 && waveSize <= 100_000)
  const ready = activities.length > 0 && fromFen !== undefined && fromFen >= 0n && sizeFits
  const who: Who = {
    institutionId,
    activities,
    fromFen: (fromFen ?? 0n).toString(),
    ...(waveSize === undefined ? {} : { waveSize }),
  }
  const preview = useQuery({ ...queries.wakeUp.preview.queryOptions({ input: who }), enabled: ready, placeholderData: (before) => before })
  const capacity = preview.data?.capacity ?? 0
  const start = useMutation({
    mutationFn: () => api.wakeUp.start({ ...who, id, name: name.trim() }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queries.wakeUp.key() })
      onClose()
    },
  })
  const wrong = fromFen === undefined || fromFen < 0n ? say('wakeUp.fromBad') : sizeFits ? undefined : say('wakeUp.sizeBad', { capacity })
  const submit = () => {
    if (wrong === undefined && ready && name.trim() !== '' && preview.data && !preview.data.tooFew) start.mutate()
  }
  const failure = start.error ?? preview.error
  return (
    <FormSheet
      title={say('wakeUp.start')}
      closeText={say('shell.cancel')}
      doneText={say(start.isPending ? 'wakeUp.beginning' : 'wakeUp.begin')}
      pending={start.isPending || !preview.data || preview.data.tooFew || name.trim() === '' || activities.length === 0}
      problem={wrong ?? (failure ? describe(failure).text : undefined)}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label={say('wakeUp.name')} value={name} longest={40} onChange={setName} />
      <ChipsField
        label={say('wakeUp.who')}
        options={sleepyActivities.map((value) => ({ value, text: word('activity', value) }))}
        chosen={activities}
        onChange={setActivities}
      />
      <div className="sheet-pair">
        <TextField label={say('wakeUp.from')} value={from} longest={20} onChange={setFrom} />
        <TextField label={say('wakeUp.waveSize', { capacity })} value={size} longest={6} onChange={setSize} />
      </div>
      {preview.data && ready ? <PreviewFacts preview={preview.data} /> : null}
    </FormSheet>
  )
}
