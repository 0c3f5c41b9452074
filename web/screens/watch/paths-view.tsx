import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { FlowPaths } from '../../../server/modules/watch/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { usePhone } from '../../ui/media.ts'
import { MoneySankey } from '../../ui/money-sankey.tsx'
import { spokenMoney } from '../../ui/money-axis.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { CustomersSheet, type Asked } from './customers-sheet.tsx'
import { LeakageTable } from './leakage-table.tsx'
import { usePictureWords } from './path-words.ts'
import { pictureOf } from './paths-picture.ts'
import { PathsTable } from './paths-table.tsx'
import { placeOf } from './watch-query.ts'

const Picture = ({ found }: { found: FlowPaths }) => {
  const { say, language } = useWords()
  const phone = usePhone()
  const words = usePictureWords()
  const all = found.rows.find(({ kind }) => kind === 'all')
  const { nodes, links } = useMemo(() => {
    const through = found.rows.find(({ kind }) => kind === 'all')?.passThroughFen ?? null
    return pictureOf(found.paths, through, words, phone ? 5 : 7)
  }, [found, words, phone])
  const label = [
    `${say('watch.paths.inflow')} ${spokenMoney(all?.inflowFen, language)}`,
    `${say('watch.paths.outflow')} ${spokenMoney(all?.outflowFen, language)}`,
    `${say('watch.paths.through')} ${spokenMoney(all?.passThroughFen, language)}`,
  ].join('，')
  return <MoneySankey nodes={nodes} links={links} language={language} label={label} height={phone ? 460 : 380} narrow={phone} />
}

/** M06: where money goes and comes from, what came back, what only passed through, and who leaks. */
export const PathsView = ({ institutionId, fallbackId }: { institutionId: number | undefined; fallbackId: number }) => {
  const { say, language } = useWords()
  const describe = useProblem()
  const [asked, ask] = useState<Asked>()
  const query = useQuery(queries.watch.paths.queryOptions({ input: placeOf(institutionId) }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {(found) => {
        const returned = found.paths.reduce((sum, { returnedFen }) => sum + BigInt(returnedFen), 0n)
        return (
          <>
            <Panel title={say('watch.paths.title')} about={say('watch.paths.about')}>
              {found.paths.length === 0 ? (
                <Empty compact title={say('watch.paths.none')} about={say('watch.paths.noneAbout')} />
              ) : (
                <>
                  <Picture found={found} />
                  <p className="watch-meaning">
                    {say('watch.paths.returned')} <Amount fen={returned} language={language} />
                    {' · '}
                    {say('watch.paths.throughAbout')}
                  </p>
                  <PathsTable paths={found.paths} institutionId={institutionId} onAsk={ask} />
                </>
              )}
            </Panel>
            {found.paths.length === 0 ? null : <LeakageTable found={found} institutionId={institutionId ?? fallbackId} />}
            {asked ? <CustomersSheet asked={asked} onClose={() => ask(undefined)} /> : null}
          </>
        )
      }}
    </QueryView>
  )
}
