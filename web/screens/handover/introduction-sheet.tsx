import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords, type Say } from '../../i18n/index.ts'
import { QueryView } from '../../ui/query-view.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { openWorklog } from '../contact/worklog.ts'
import { SendDraft, type IntroductionDraft } from './send-draft.tsx'
import '../../ui/lines.css'
import './handover.css'

const forms = ['talk', 'letter', 'message'] as const
type Form = (typeof forms)[number]
const channels = { talk: 'call', letter: 'letter', message: 'sms' } as const

/** Whose introduction it is. `name` as people may see it here. */
export interface IntroductionSubject {
  customerId: string
  name: string
}

/** What the new manager says or writes: who it is, in whose place, what was promised and when. Nothing about products. */
function scriptOf(say: Say, form: Form, name: string, drafted: IntroductionDraft): string {
  const { toName: to, fromName, institutionName: institution, takesEffectOn: date } = drafted
  const words = { name, to, from: fromName ?? '', institution, date }
  const promises = drafted.promises.map(({ what, dueOn }) => say('handover.script.promise', { what, date: dueOn }))
  const opening = say(`handover.script.${form}${fromName === null ? 'New' : ''}`, words)
  return [opening, ...promises, say(`handover.script.${form}End`, words)].join('\n')
}

/** Words to say or to copy, then logged as the contact it was. */
const Script = ({ text, onLog }: { text: string; onLog: () => void }) => {
  const { say } = useWords()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <>
      <p className="handover-script">{text}</p>
      <div className="line-acts">
        <button type="button" className="line-button" onClick={() => void copy()}>
          {say(copied ? 'handover.copied' : 'handover.copy')}
        </button>
        <button type="button" className="line-button line-first" onClick={onLog}>
          {say('handover.logIt')}
        </button>
      </div>
    </>
  )
}

/** The introduction of one customer: as a talk to be logged; as a letter or a message in approved words, drafted, for somebody to send. */
export const IntroductionSheet = ({ subject, onClose }: { subject: IntroductionSubject; onClose: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const { customerId, name } = subject
  const [form, setForm] = useState<Form>('talk')
  const query = useQuery(queries.handover.introduction.queryOptions({ input: { customerId } }))
  const log = () => {
    onClose()
    openWorklog({ customerId, name, channel: channels[form], purpose: 'service' })
  }
  return (
    <Sheet title={say('handover.introductionOf', { name })} closeText={say('shell.close')} onClose={onClose}>
      <div className="sheet-fields">
        <Segments<Form>
          label={say('handover.form')}
          value={form}
          options={forms.map((value) => ({ value, text: say(`handover.forms.${value}`) }))}
          onChange={setForm}
        />
        <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
          {(drafted) =>
            form !== 'talk' && drafted.draft ? (
              <SendDraft key={form} customerId={customerId} draft={drafted.draft} paper={form === 'letter'} />
            ) : (
              <>
                <Script key={form} text={scriptOf(say, form, name, drafted)} onLog={log} />
                {form === 'talk' ? null : <p className="muted small">{say('handover.noWording')}</p>}
              </>
            )
          }
        </QueryView>
      </div>
    </Sheet>
  )
}
