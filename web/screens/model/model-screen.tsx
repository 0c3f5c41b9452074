import { useQuery } from '@tanstack/react-query'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { ModelCard } from './model-card.tsx'
import { ModelChallenger } from './model-challenger.tsx'
import { ModelDrift } from './model-drift.tsx'
import { ModelShapes } from './model-shapes.tsx'
import { ModelVersions } from './model-versions.tsx'
import './model.css'

/** 流失模型: what scores the customers, how well it did on rows nobody had learned from, what moves it, and how far customers have moved since (M12). */
export const ModelScreen = () => {
  const { say } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.model.show.queryOptions({ input: {} }))
  return (
    <div className="model-screen">
      <h1>{say('attrition.screen.title')}</h1>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ inForce, challenger, versions, watches, lines }) => (
          <>
            {inForce ? (
              <>
                <ModelCard card={inForce} />
                {challenger ? <ModelChallenger challenger={challenger} /> : null}
                <ModelDrift watches={watches} lines={lines} />
                <ModelShapes shapes={inForce.shapes} />
              </>
            ) : (
              <Panel title={say('attrition.screen.inForce')}>
                <Empty title={say('attrition.screen.none')} about={say('attrition.screen.noneAbout')} compact />
              </Panel>
            )}
            <ModelVersions versions={versions} inForce={inForce?.version} />
          </>
        )}
      </QueryView>
    </div>
  )
}
