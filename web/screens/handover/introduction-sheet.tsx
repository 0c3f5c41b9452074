import { useState } from 'react'
import type { HandedRow, HandoverHead } from '../../../server/modules/handover/contract.ts'
import { useWords, type Say } from '../../i18n/index.ts'
import { Segments } from '../../ui/segments.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { openWorklog } from '../contact/worklog.ts'

const forms = ['talk', 'letter', 'message'] as const
type Form = (typeof forms)[number]
const channels = { talk: 'call', letter: 'letter', message: 'sms' } as const

/** What the new manager says or writes: who it is, in whose place, what was promised and when. Nothing about products. */
export function introductionOf(
  say: Say,
  form: Form,
  { row, head }: { row: Pick<HandedRow, 'name' | 'promises'>; head: HandoverHead },
): string {
  const words = {
    name: row.name ?? '',
    to: head.toName,
    from: head.fromName ?? '',
    institution: head.institutionName,
    date: head.takesEffectOn,
  }
  const promises = row.promises.map(({ what, dueOn }) => say('handover.script.promise', { what, date: dueOn }))
  const opening = say(`handover.script.${form}${head.fromName === null ? 'New' : ''}`, words)
  return [opening, ...promises, say(`handover.script.${form}End`, words)].join('\n')
}

/** The introduction of one customer, as a talk, a letter or a message; copied, then logged as the contact it was. */
export const IntroductionSheet = ({ row, head, onClose }: { row: HandedRow; head: HandoverHead; onClose: () => void }) => {
  const { say } = useWords()
  const [form, setForm] = useState<Form>('talk')
  const [copied, setCopied] = useState(false)
  const text = introductionOf(say, form, { row, head })
  const name = row.name ?? row.customerNo
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  const log = () => {
    onClose()
    openWorklog({ customerId: row.customerId, name, channel: channels[form], purpose: 'service' })
  }
  return (
    <Sheet title={say('handover.introductionOf', { name })} closeText={say('shell.close')} onClose={onClose}>
      <div className="sheet-fields">
        <Segments<Form>
          label={say('handover.form')}
          value={form}
          options={forms.map((value) => ({ value, text: say(`handover.forms.${value}`) }))}
          onChange={(next) => {
            setForm(next)
            setCopied(false)
          }}
        />
        <p className="handover-script">{text}</p>
        <div className="line-acts">
          <button type="button" className="line-button" onClick={() => void copy()}>
            {say(copied ? 'handover.copied' : 'handover.copy')}
          </button>
          <button type="button" className="line-button line-first" onClick={log}>
            {say('handover.logIt')}
          </button>
        </div>
      </div>
    </Sheet>
  )
}
