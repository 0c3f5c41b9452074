import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TransferRow } from '../../../server/modules/points/transfers/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { ArrivalSheet, MissingSheet } from './transfer-sheets.tsx'

const Line = ({ transfer, onOpen }: { transfer: TransferRow; onOpen: () => void }) => {
  const { say, word, language } = useWords()
  const { arrived, pieces, missing } = transfer
  const short = arrived === null ? 0 : pieces - arrived
  return (
    <li className="points-line" data-transfer={transfer.transferId}>
      <span>
        <strong>{transfer.giftName}</strong>
        <span className="muted small points-about">
          {[
            `${transfer.fromName} → ${transfer.toName}`,
            transfer.documentNo,
            `${transfer.sentName} ${instant(transfer.sentAt, language)}`,
            transfer.receivedName,
            transfer.arrivalNote,
            transfer.missingNote,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      {short > 0 ? (
        <Tag {...(missing === null ? { tone: 'warning' as const } : {})}>
          {missing === null ? say('gifts.short', { count: short }) : word('transfer_missing', missing)}
        </Tag>
      ) : null}
      <span className="points-number">
        {arrived === null ? say('gifts.underWay', { count: pieces }) : say('gifts.arrived', { count: arrived })}
      </span>
      {transfer.mayReceive || transfer.maySettle ? (
        <button type="button" className="soft-button" onClick={onOpen}>
          {say(transfer.mayReceive ? 'gifts.receive' : 'gifts.settle')}
        </button>
      ) : null}
    </li>
  )
}

/** Gifts on their way between outlets: what waits to be counted or settled first. */
export const TransfersPanel = () => {
  const { say } = useWords()
  const describe = useProblem()
  const [open, setOpen] = useState<TransferRow>()
  const query = useQuery(queries.giftTransfer.list.queryOptions())
  const close = () => setOpen(undefined)
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ transfers }) => (
        <Panel title={say('gifts.transfers')}>
          {transfers.length === 0 ? <Empty compact title={say('gifts.noTransfers')} /> : null}
          <ul>
            {transfers.map((transfer) => (
              <Line key={transfer.transferId} transfer={transfer} onOpen={() => setOpen(transfer)} />
            ))}
          </ul>
          {open?.mayReceive ? <ArrivalSheet transfer={open} onClose={close} /> : null}
          {open?.maySettle ? <MissingSheet transfer={open} onClose={close} /> : null}
        </Panel>
      )}
    </QueryView>
  )
}
