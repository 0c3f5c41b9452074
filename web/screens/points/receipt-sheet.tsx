import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'
import { Facts, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { PointsNumber } from './points-number.tsx'

const ReceiptSheet = ({ handOutId, onClose }: { handOutId: string; onClose: () => void }) => {
  const { say, language } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.gift.receipt.queryOptions({ input: { handOutId } }))
  return (
    <Sheet title={say('gifts.receiptTitle')} closeText={say('shell.close')} onClose={onClose}>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {(receipt) => (
          <div className="sheet-fields points-receipt">
            {receipt.undone ? <Tag tone="warning">{say('gifts.undoneStamp')}</Tag> : null}
            <Facts
              facts={[
                { key: 'no', label: say('gifts.receiptNo'), value: receipt.receiptNo },
                { key: 'outlet', label: say('gifts.outlet'), value: receipt.institutionName },
                { key: 'customer', label: say('gifts.customer'), value: receipt.customerName ?? '—' },
                { key: 'gift', label: say('gifts.gift'), value: receipt.giftName },
                { key: 'points', label: say('gifts.points'), note: receipt.programme, value: <PointsNumber points={receipt.points} /> },
                { key: 'issuer', label: say('gifts.issuer'), value: receipt.issuedBy },
                { key: 'at', label: say('gifts.at'), value: instant(receipt.at, language) },
              ]}
            />
            <figure>
              <figcaption className="muted small">{say('gifts.signature')}</figcaption>
              <img src={`data:image/png;base64,${receipt.signature}`} alt={say('gifts.signature')} />
            </figure>
            <button type="button" className="sheet-done" onClick={() => window.print()}>
              {say('gifts.print')}
            </button>
          </div>
        )}
      </QueryView>
    </Sheet>
  )
}

/** Opens the receipt of a hand-out, to be printed and filed. */
export const ReceiptButton = ({ handOutId }: { handOutId: string }) => {
  const { say } = useWords()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="text-button" onClick={() => setOpen(true)}>
        {say('gifts.receipt')}
      </button>
      {open ? <ReceiptSheet handOutId={handOutId} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
