import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BatchRow } from '../../../server/modules/points/gifts/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { CataloguePanel } from './catalogue-panel.tsx'
import { CountsPanel } from './counts-panel.tsx'
import { CountSheet, ReceiveSheet } from './stock-sheets.tsx'
import { SheetButton } from './excel-sheet.tsx'
import { SendSheet } from './transfer-sheets.tsx'
import { TransfersPanel } from './transfers-panel.tsx'
import { asksForProgrammes, keepsGifts } from './views.ts'

const BatchLine = ({ batch, own, onOpen }: { batch: BatchRow; own: boolean; onOpen: (what: 'count' | 'send') => void }) => {
  const { say } = useWords()
  return (
    <li className="points-line" data-batch={batch.batchId}>
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
      {batch.held > 0 ? <Tag>{say('gifts.held', { count: batch.held })}</Tag> : null}
      <span className="points-number">{say('points.pieces', { count: batch.available })}</span>
      {own ? (
        <span className="points-acts">
          <button type="button" className="text-button" onClick={() => onOpen('count')}>
            {say('points.count')}
          </button>
          <button type="button" className="text-button" disabled={batch.available === 0} onClick={() => onOpen('send')}>
            {say('gifts.send')}
          </button>
        </span>
      ) : null}
    </li>
  )
}

/** Batches in sight with their last day, the catalogue by taste, transfers and counts; whoever keeps gifts receives, counts and sends them. */
export const StockView = () => {
  const { say } = useWords()
  const describe = useProblem()
  const { role, institutionId } = useMe()
  const [open, setOpen] = useState<'receive' | { what: 'count' | 'send'; batch: BatchRow }>()
  const query = useQuery(queries.gift.stock.queryOptions())
  const close = () => setOpen(undefined)
  return (
    <>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ batches }) => (
          <Panel
            title={say('points.stock')}
            extra={
              <span className="points-acts">
                {keepsGifts(role) || asksForProgrammes(role) ? (
                  <SheetButton kinds={asksForProgrammes(role) ? ['catalogue', 'stock'] : ['stock']} />
                ) : null}
                {keepsGifts(role) ? (
                  <button type="button" className="soft-button" onClick={() => setOpen('receive')}>
                    {say('points.receive')}
                  </button>
                ) : null}
              </span>
            }
          >
            {batches.length === 0 ? <Empty compact title={say('points.noStock')} /> : null}
            <ul>
              {batches.map((batch) => (
                <BatchLine
                  key={batch.batchId}
                  batch={batch}
                  own={keepsGifts(role) && batch.institutionId === institutionId}
                  onOpen={(what) => setOpen({ what, batch })}
                />
              ))}
            </ul>
            {open === 'receive' ? <ReceiveSheet onClose={close} /> : null}
            {typeof open === 'object' && open.what === 'count' ? <CountSheet batch={open.batch} onClose={close} /> : null}
            {typeof open === 'object' && open.what === 'send' ? <SendSheet batch={open.batch} onClose={close} /> : null}
          </Panel>
        )}
      </QueryView>
      <TransfersPanel />
      <CataloguePanel />
      <CountsPanel />
    </>
  )
}
