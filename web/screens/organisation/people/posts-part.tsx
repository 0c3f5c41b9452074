import { Button } from 'antd'
import type { PersonFile, PersonRow, Post } from '../../../../server/modules/organisation/people/contract.ts'
import { useWords } from '../../../i18n/index.ts'
import { today } from '../../../ui/format/date.ts'
import { useOrganisationChoices } from './choices.ts'

export type PostAct = 'endPost' | 'transfer' | 'deputise'
const acts: readonly PostAct[] = ['deputise', 'transfer', 'endPost']

interface PostsPartProps {
  person: PersonFile
  mayChange: boolean
  onAct: (act: PostAct, post: PersonRow['posts'][number]) => void
}

/** Every post of a person, newest first, with what may be done with those that run. */
export const PostsPart = ({ person, mayChange, onAct }: PostsPartProps) => {
  const { say, word } = useWords()
  const { nameOf } = useOrganisationChoices()
  const day = today()
  const runs = ({ lastOn }: Post) => lastOn === null || lastOn >= day
  const when = ({ fromOn, lastOn }: Post): string => {
    if (fromOn !== null && lastOn !== null && lastOn < fromOn) return say('people.takenBack')
    const from = fromOn === null ? say('people.always') : say('people.from', { date: fromOn })
    return `${from} · ${lastOn === null ? say('people.open') : say('people.until', { date: lastOn })}`
  }
  return (
    <section className="person-part" aria-label={say('people.history')}>
      <h3>{say('people.history')}</h3>
      <ul className="timeline">
        {person.history.map((post) => (
          <li key={post.id} className={runs(post) ? '' : 'timeline-past'}>
            <span>
              <strong>{word('role', post.role)}</strong> {nameOf(post.institutionId)}
            </span>
            <span className="muted small">
              {when(post)} · {say(`people.bySource.${post.source}`)}
            </span>
            {runs(post) && mayChange ? (
              <span className="timeline-acts">
                {acts.map((act) => (
                  <Button key={act} size="small" type="text" onClick={() => onAct(act, post)}>
                    {say(`people.${act}`)}
                  </Button>
                ))}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
