import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { GiftRow, PointsAccount } from '../../../server/modules/points/gifts/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { AccountFacts } from './account-panel.tsx'
import { CustomerField } from './customer-field.tsx'
import { HandOutLine } from './hand-out-line.tsx'
import { HandOutSheet } from './hand-out-sheet.tsx'
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
      <span className="points-number">{gift.points}</span>
      {lacking === null && onChoose ? (
        <button type="button" className="points-act" onClick={onChoose}>
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
  const [receipt, setReceipt] = useState<string>()
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
              {say('points.done', { receipt })}
            </p>
          ) : null}
          <Panel title={customer.data?.name ?? customer.data?.customerNo ?? say('points.customer')} about={customer.data?.customerNo ?? ''}>
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
            <HandOutSheet
              customerId={customerId}
              gift={gift}
              onClose={() => setGift(undefined)}
              onDone={(receiptNo) => {
                setGift(undefined)
                setReceipt(receiptNo)
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
  if (customerId === undefined) return <CustomerField onChoose={choose} />
  return (
    <>
      <button type="button" className="text-button points-other" onClick={() => choose()}>
        {say('points.other')}
      </button>
      <CustomerDesk key={customerId} customerId={customerId} />
    </>
  )
}
