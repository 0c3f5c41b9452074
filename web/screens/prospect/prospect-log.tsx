import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { nextSteps } from '../../../server/modules/contact/worklog-terms.ts'
import { contactChannels, type ContactChannel } from '../../../server/modules/privacy/channel-terms.ts'
import type { ProspectRow } from '../../../server/modules/prospect/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { maskedLabel } from '../../offline/pocket.ts'
import { note, queueChanged } from '../../offline/queue.ts'
import { sendNow } from '../../offline/use-sending.ts'
import { Chips, ChipsField } from '../../ui/chips.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { outcomesOf } from '../contact/draft.ts'
import { tellLogged } from '../contact/told.ts'
import { TextField } from '../privacy/source-field.tsx'

type Outcome = ReturnType<typeof outcomesOf>[number]
const spent = ['5', '15', '30', '60', '120'] as const

/** With whom a contact is noted, as far as this device knows them; the first channel is the one proposed. */
export interface ProspectSubject {
  id: string
  name: string
  channels: readonly ContactChannel[]
  /** empty where nothing is known of them here */
  permissions?: ProspectRow['permissions']
}

interface ProspectLogProps {
  prospect: ProspectSubject
  userId: number
  onClose: () => void
}

/**
 * A contact with a prospect in three taps: the button that opened this, the outcome, done; the minutes it took make the return on the time. It is kept on the
 * device first, then sent, as customers' are.
 */
export const ProspectLog = ({ prospect, userId, onClose }: ProspectLogProps) => {
  const { say, word } = useWords()
  const client = useQueryClient()
  const [channel, setChannel] = useState<ContactChannel>(prospect.channels[0] ?? 'call')
  const [outcome, setOutcome] = useState<Outcome>()
  const [minutes, setMinutes] = useState<(typeof spent)[number]>('15')
  const [nextStep, setNextStep] = useState<ProspectRow['nextStep']>(null)
  const [nextOn, setNextOn] = useState('')
  const [failure, setFailure] = useState<string>()
  const warning = prospect.permissions?.find((one) => one.channel === channel && !one.allowed)?.reason
  const save = async (result: Outcome) => {
    const id = crypto.randomUUID()
    const made = { id, prospectId: prospect.id, at: new Date().toISOString(), channel, outcome: result, minutes: Number(minutes) }
    const entry = { ...made, note: null, nextStep, nextOn: nextOn === '' ? null : nextOn }
    try {
      await note(userId, entry, maskedLabel(prospect.name, prospect.id))
    } catch (error) {
      return setFailure(say('worklog.failed', { why: error instanceof Error ? error.message : String(error) }))
    }
    onClose()
    await queueChanged(client)
    tellLogged((await sendNow(client, userId)).find((answer) => answer.id === id))
  }
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
        <div className="worklog-outcomes">
          <Chips
            label={say('worklog.outcome')}
            options={outcomesOf(channel).map((value) => ({ value, text: word('contact_outcome', value) }))}
            chosen={outcome ? [outcome] : []}
            single
            onChange={([next]) => setOutcome(next)}
          />
        </div>
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
        {failure ? (
          <p className="warning-text" role="alert">
            {failure}
          </p>
        ) : null}
        <button type="button" className="sheet-done worklog-done" disabled={!outcome} onClick={() => outcome && void save(outcome)}>
          {say('worklog.done')}
        </button>
      </div>
    </Sheet>
  )
}
