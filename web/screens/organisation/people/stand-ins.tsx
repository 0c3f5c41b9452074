import { Button } from 'antd'
import { useState } from 'react'
import type { PersonFile, StandIn } from '../../../../server/modules/organisation/people/contract.ts'
import { api } from '../../../api/client.ts'
import { useWords } from '../../../i18n/index.ts'
import { today } from '../../../ui/format/date.ts'
import { ChangeSheet } from './change-sheet.tsx'

/** Who acts for a person and for whom the person acts, the past in grey. */
export const StandIns = ({ person }: { person: PersonFile }) => {
  const { say, word } = useWords()
  const [ending, setEnding] = useState<StandIn>()
  const given = person.given.map((one) => ({
    one,
    text:
      one.kind === 'deputy'
        ? say('people.given', { name: one.deputyName, role: word('role', one.role) })
        : say('people.succeeded', { name: one.deputyName }),
  }))
  const received = person.received.map((one) => ({
    one,
    text:
      one.kind === 'deputy'
        ? say('people.received', { name: one.principalName, role: word('role', one.role) })
        : say('people.succeeds', { name: one.principalName }),
  }))
  const all = [...given, ...received]
  const runs = ({ lastOn }: StandIn) => lastOn === null || lastOn >= today()
  return (
    <section className="person-part" aria-label={say('people.deputies')}>
      <h3>{say('people.deputies')}</h3>
      {all.length === 0 ? <p className="muted small">{say('people.deputiesNone')}</p> : null}
      <ul className="timeline">
        {all.map(({ one, text }) => (
          <li key={one.id} className={runs(one) ? '' : 'timeline-past'}>
            <span>
              {text} <span className="muted small">{one.institutionName}</span>
            </span>
            <span className="muted small">
              {one.fromOn} – {one.lastOn ?? say('people.open')}
            </span>
            {runs(one) &&
            person.mayManage !== 'FORBIDDEN' &&
            person.mayManage !== 'OWN_RECORD' &&
            person.mayManage !== 'ACTING_FOR_OTHERS' ? (
              <Button size="small" type="text" onClick={() => setEnding(one)}>
                {say('people.endDeputy')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {ending ? (
        <ChangeSheet
          title={say('people.endDeputy')}
          about={`${ending.deputyName} → ${ending.principalName}`}
          act={() => api.people.endDeputy({ id: ending.id })}
          onDone={() => setEnding(undefined)}
          onClose={() => setEnding(undefined)}
        />
      ) : null}
    </section>
  )
}
