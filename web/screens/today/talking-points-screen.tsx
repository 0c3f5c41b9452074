import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { reasonCodes } from '../../../server/modules/today/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe, writesTalkingPoints } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { TalkingPointsForm } from './talking-points-form.tsx'
import './today.css'
import './talking-points.css'

/** 话术要点: what there is to say, by reason; head office edits, everybody with lists reads. */
export const TalkingPointsScreen = () => {
  const { say } = useWords()
  const describe = useProblem()
  const mayWrite = writesTalkingPoints(useMe())
  const query = useQuery(queries.today.listTalkingPoints.queryOptions())
  return (
    <div className="today">
      <div className="today-title">
        <h1>{say('today.points')}</h1>
        <Link to="/team">{say('today.back')}</Link>
      </div>
      <p className="muted small">{say(mayWrite ? 'today.pointsAboutWriter' : 'today.pointsAbout')}</p>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ points }) => (
          <div className="points">
            {reasonCodes.map((reason) => {
              const texts = points.filter((point) => point.reason === reason).map(({ text }) => text)
              return (
                <Panel key={reason} title={say(`today.reasonName.${reason}`)}>
                  <TalkingPointsForm key={texts.join('\n')} reason={reason} texts={texts} mayWrite={mayWrite} />
                </Panel>
              )
            })}
          </div>
        )}
      </QueryView>
    </div>
  )
}
