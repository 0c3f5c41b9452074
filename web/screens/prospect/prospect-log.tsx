import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { nextSteps } from '../../../server/modules/contact/contract.ts'
import { contactChannels, type ContactChannel } from '../../../server/modules/privacy/contract.ts'
import type { ProspectRow } from '../../../server/modules/prospect/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips, ChipsField } from '../../ui/chips.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { outcomesOf } from '../contact/draft.ts'
import { TextField } from '../privacy/source-field.tsx'

type Outcome = ReturnType<typeof outcomesOf>[number]
const spent = ['5', '15', '30', '60', '120'] as const

/** A contact with a prospect: channel, outcome, done; the minutes it took make the return on the time. */
export const ProspectLog = ({ prospect, onClose }: { prospect: ProspectRow; onClose: () => void }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [id] = useState(() => crypto.randomUUID())
  const [channel, setChannel] = useState<ContactChannel>(prospect.channels[0] ?? 'call')
  const [outcome, setOutcome] = useState<Outcome>()
  const [minutes, setMinutes] = useState<(typeof spent)[number]>('15')
  const [nextStep, setNextStep] = useState<ProspectRow['nextStep']>(null)
  const [nextOn, setNextOn] = useState('')
  const warning = prospect.permissions.find((one) => one.channel === channel && !one.allowed)?.reason
  const log = useMutation({
    mutationFn: (result: Outcome) =>
      api.prospect.log({
        id,
        prospectId: prospect.id,
        at: new Date().toISOString(),
        channel,
        outcome: result,
        minutes: Number(minutes),
        nextStep,
        nextOn: nextOn === '' ? null : nextOn,
      }),
    onSuccess: async () => {
      onClose()
      await client.invalidateQueries({ queryKey: queries.prospect.key() })
      await client.invalidateQueries({ queryKey: queries.contact.day.key() })
    },
  })
  return (
    <Sheet title={say('worklog.title', { name: prospect.name })} closeText={say('shell.cancel')} onClose={onClose}>
      <div className="sheet-fields worklog">
        {warning ? (
          <p className="worklog-warning" role="alert">
            {say('worklog.warning', { reason: word('contact_reason', warning) })}
          </p>
        ) : null}
        <Chips
          label={say('worklog.channel')}
          options={contactChannels.map((value) => ({ value, text: word('contact_channel', value) }))}
          chosen={[channel]}
          single
          onChange={([next]) => {
            if (!next) return
            setChannel(next)
            setOutcome(undefined)
          }}
        />
        <Chips
          label={say('worklog.outcome')}
          options={outcomesOf(channel).map((value) => ({ value, text: word('contact_outcome', value) }))}
          chosen={outcome ? [outcome] : []}
          single
          onChange={([next]) => setOutcome(next)}
        />
        <ChipsField
          label={say('prospect.minutes')}
          options={spent.map((value) => ({ value, text: value }))}
          chosen={[minutes]}
          single
          onChange={([next]) => next && setMinutes(next)}
        />
        <ChipsField
          label={say('worklog.next')}
          options={nextSteps.map((value) => ({ value, text: word('contact_next', value) }))}
          chosen={nextStep ? [nextStep] : []}
          single
          onChange={([next]) => setNextStep(next ?? null)}
        />
        {nextStep && nextStep !== 'none' ? (
          <TextField type="date" label={say('worklog.nextOn')} value={nextOn} onChange={setNextOn} />
        ) : null}
        {log.error ? (
          <p className="warning-text" role="alert">
            {describe(log.error).text}
          </p>
        ) : null}
        <button type="button" className="sheet-done" disabled={!outcome || log.isPending} onClick={() => outcome && log.mutate(outcome)}>
          {say('worklog.done')}
        </button>
      </div>
    </Sheet>
  )
}
