import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BatchRow } from '../../../server/modules/points/gifts/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { AddGiftSheet, CountSheet, ReceiveSheet } from './stock-sheets.tsx'
import { asksForProgrammes, keepsGifts } from './views.ts'

/** Batches in sight with their last day; whoever keeps them receives and counts. */
export const StockView = () => {
  const { say } = useWords()
  const describe = useProblem()
  const { role } = useMe()
  const [open, setOpen] = useState<'receive' | 'add' | BatchRow>()
  const query = useQuery(queries.gift.stock.queryOptions())
  const close = () => setOpen(undefined)
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ batches }) => (
        <Panel
          title={say('points.stock')}
          extra={
            <span className="points-acts">
              {asksForProgrammes(role) ? (
                <button type="button" className="points-act" onClick={() => setOpen('add')}>
                  {say('points.addGift')}
                </button>
              ) : null}
              {keepsGifts(role) ? (
                <button type="button" className="points-act" onClick={() => setOpen('receive')}>
                  {say('points.receive')}
                </button>
              ) : null}
            </span>
          }
        >
          {batches.length === 0 ? <Empty compact title={say('points.noStock')} /> : null}
          <ul>
            {batches.map((batch) => (
              <li key={batch.batchId} className="points-line" data-batch={batch.batchId}>
                <span>
                  <strong>{batch.giftName}</strong>
                  <span className="muted small points-about">
                    {[
                      batch.institutionName,
                      batch.documentNo,
                      batch.expiresOn ? say('points.spoils', { date: batch.expiresOn }) : say('points.keeps'),
                    ].join(' · ')}
                  </span>
                </span>
                <span className="points-number">{say('points.pieces', { count: batch.available })}</span>
                {keepsGifts(role) ? (
                  <button type="button" className="text-button" onClick={() => setOpen(batch)}>
                    {say('points.count')}
                  </button>
                ) : null}
              </li>
            ))}
          </ul>
          {open === 'receive' ? <ReceiveSheet onClose={close} /> : null}
          {open === 'add' ? <AddGiftSheet onClose={close} /> : null}
          {typeof open === 'object' ? <CountSheet batch={open} onClose={close} /> : null}
        </Panel>
      )}
    </QueryView>
  )
}
