import type { DossierView } from '../../../server/modules/dossier/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Meter } from '../../ui/meter.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { Writing } from './fact-sheet.tsx'

const full = 10_000
const percent = (bp: number): string => `${Math.round(bp / 100)}%`

/** How well a customer is known, what is missing or stale, and the question worth asking next. */
export const CompletenessPanel = ({ view, write }: { view: DossierView; write: (writing: Writing) => void }) => {
  const { say, word } = useWords()
  const { bp, next, fields } = view.completeness
  const gain = fields.find(({ field }) => field === next)?.gainBp ?? 0
  return (
    <Panel className="completeness" title={say('facts.completeness')} extra={<strong>{percent(bp)}</strong>}>
      <Meter label={say('facts.completeness')} value={bp} full={full} />
      <ul className="known-fields">
        {fields.map(({ field, state }) => (
          <li key={field} className={`known-${state}`}>
            {word('fact_field', field)}
          </li>
        ))}
      </ul>
      {next === null ? (
        <p className="muted small">{say('facts.complete')}</p>
      ) : (
        <div className="next-question">
          <p>
            <span className="muted small">
              {say('facts.next')} · {say('facts.gain', { points: percent(gain) })}
            </span>
            <strong>{say(`facts.ask.${next}`)}</strong>
          </p>
          {view.mayRecord ? (
            <button type="button" className="text-button" onClick={() => write({ fields: [next] })}>
              {say('facts.write')}
            </button>
          ) : null}
        </div>
      )}
    </Panel>
  )
}
