import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { GiftRow, PointsAccount } from '../../../server/modules/points/gifts/contract.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { api, queries } from '../../api/client.ts'
import { AccountFacts } from './account-panel.tsx'
import { CodeDesk } from './code-desk.tsx'
import { CustomerField } from './customer-field.tsx'
import { HandOutLine } from './hand-out-line.tsx'
import { LinkButton } from './link-button.tsx'
import { PointsNumber, pointsText } from './points-number.tsx'
import { ReceiptButton } from './receipt-sheet.tsx'
import { SignSheet } from './sign-sheet.tsx'
import { handsOut } from './views.ts'

const GiftLine = ({
  gift,
  accounts,
  onChoose,
}: {
  gift: GiftRow
  accounts: readonly PointsAccount[]
  onChoose?: (() => void) | undefined
}) => {
  const { say, word } = useWords()
  const held = BigInt(accounts.find(({ programmeId }) => programmeId === gift.programmeId)?.available ?? '0')
  const lacking = gift.available === 0 ? say('points.gone') : held < BigInt(gift.points) ? say('points.notEnough') : null
  return (
    <li className="points-line" data-gift={gift.code}>
      <span>
        <strong>{gift.name}</strong>
        <span className="muted small points-about">
          {[word('gift_taste', gift.taste), gift.programme, say('points.left', { count: gift.available })].join(' · ')}
        </span>
      </span>
      <PointsNumber points={gift.points} />
      {lacking === null && onChoose ? (
        <button type="button" className="soft-button" onClick={onChoose}>
          {say('points.choose')}
        </button>
      ) : (
        <span className="muted small">{lacking}</span>
      )}
    </li>
  )
}

const CustomerDesk = ({ customerId }: { customerId: string }) => {
  const { say } = useWords()
  const describe = useProblem()
  const { role } = useMe()
  const [gift, setGift] = useState<GiftRow>()
  const [receipt, setReceipt] = useState<{ no: string; handOutId: string }>()
  const customer = useQuery(queries.customer.get.queryOptions({ input: { customerId } }))
  const account = useQuery(queries.gift.account.queryOptions({ input: { customerId } }))
  const gifts = useQuery(queries.gift.gifts.queryOptions())
  const texts = { loadingText: say('shell.loading'), retryText: say('shell.retry'), describe }
  return (
    <QueryView query={account} {...texts}>
      {({ accounts, handOuts }) => (
        <>
          {receipt ? (
            <p className="points-done" role="status">
              {say('points.done', { receipt: receipt.no })} <ReceiptButton handOutId={receipt.handOutId} />
            </p>
          ) : null}
          <Panel
            title={customer.data?.name ?? customer.data?.customerNo ?? say('points.customer')}
            about={customer.data?.customerNo ?? ''}
            extra={<LinkButton customerId={customerId} />}
          >
            <AccountFacts accounts={accounts} />
          </Panel>
          <Panel title={say('points.gifts')}>
            <QueryView query={gifts} {...texts}>
              {(shown) => (
                <>
                  {shown.keepsStock ? <p className="warning-text">{say('points.keeper')}</p> : null}
                  {shown.gifts.length === 0 ? <Empty compact title={say('points.noGifts')} about={say('points.noGiftsAbout')} /> : null}
                  <ul>
                    {shown.gifts.map((one) => (
                      <GiftLine
                        key={one.giftId}
                        gift={one}
                        accounts={accounts}
                        onChoose={handsOut(role) && !shown.keepsStock ? () => setGift(one) : undefined}
                      />
                    ))}
                  </ul>
                </>
              )}
            </QueryView>
          </Panel>
          <Panel title={say('points.handOuts')}>
            {handOuts.length === 0 ? <Empty compact title={say('points.noHandOuts')} /> : null}
            <ul>
              {handOuts.map((one) => (
                <HandOutLine key={one.handOutId} handOut={one} />
              ))}
            </ul>
          </Panel>
          {gift ? (
            <SignSheet
              title={say('points.handOutTitle', { gift: gift.name })}
              about={say('points.handOutAbout', { points: pointsText(gift.points), programme: gift.programme })}
              send={(id, signature) => api.gift.handOut({ id, customerId, giftId: gift.giftId, signature })}
              onClose={() => setGift(undefined)}
              onDone={(no, handOutId) => {
                setGift(undefined)
                setReceipt({ no, handOutId })
              }}
            />
          ) : null}
        </>
      )}
    </QueryView>
  )
}

/** The gift desk: find the customer, see the points, choose, let them sign, hand out. */
export const DeskView = ({ customerId }: { customerId: string | undefined }) => {
  const { say } = useWords()
  const navigate = useNavigate()
  const choose = (chosen?: string) =>
    void navigate({ to: '/points', search: chosen === undefined ? { view: 'desk' } : { view: 'desk', customer: chosen } })
  if (customerId === undefined)
    return (
      <>
        <CodeDesk />
        <CustomerField onChoose={choose} />
      </>
    )
  return (
    <>
      <button type="button" className="text-button points-other" onClick={() => choose()}>
        {say('points.other')}
      </button>
      <CustomerDesk key={customerId} customerId={customerId} />
    </>
  )
}
