import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { tastes, type GiftRow } from '../../../server/modules/points/gifts/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Chips } from '../../ui/chips.tsx'
import { exactMoney } from '../../ui/format/money.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { FormSheet } from './form-sheet.tsx'
import { PointsNumber } from './points-number.tsx'
import { AddGiftSheet } from './stock-sheets.tsx'
import { asksForProgrammes } from './views.ts'

type Taste = (typeof tastes)[number]

/** The catalogue by taste (M63): what each gift costs in points and money, who supplies it, what is left of it here. */
export const CataloguePanel = () => {
  const { say, word } = useWords()
  const describe = useProblem()
  const { role } = useMe()
  const [taste, setTaste] = useState<Taste[]>([])
  const [open, setOpen] = useState<'add' | GiftRow>()
  const query = useQuery(queries.gift.gifts.queryOptions())
  const close = () => setOpen(undefined)
  const makes = asksForProgrammes(role)
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ gifts }) => {
        const shown = taste.length === 0 ? gifts : gifts.filter((gift) => taste.includes(gift.taste))
        return (
          <Panel
            title={say('gifts.catalogue')}
            extra={
              makes ? (
                <button type="button" className="soft-button" onClick={() => setOpen('add')}>
                  {say('points.addGift')}
                </button>
              ) : null
            }
          >
            <Chips
              label={say('points.taste')}
              options={tastes.map((value) => ({ value, text: word('gift_taste', value) }))}
              chosen={taste}
              single
              onChange={setTaste}
            />
            {shown.length === 0 ? <Empty compact title={say('gifts.noCatalogue')} /> : null}
            <ul>
              {shown.map((gift) => (
                <li key={gift.giftId} className="points-line" data-catalogue={gift.code}>
                  <span>
                    <strong>{gift.name}</strong>
                    <span className="muted small points-about">
                      {[
                        word('gift_taste', gift.taste),
                        gift.supplier,
                        gift.programme,
                        say('gifts.costs', { amount: `¥${exactMoney(BigInt(gift.costFen))}` }),
                        say('points.left', { count: gift.available }),
                      ].join(' · ')}
                    </span>
                  </span>
                  <PointsNumber points={gift.points} />
                  {makes ? (
                    <button type="button" className="text-button" onClick={() => setOpen(gift)}>
                      {say('gifts.end')}
                    </button>
                  ) : null}
                </li>
              ))}
            </ul>
            {open === 'add' ? <AddGiftSheet onClose={close} /> : null}
            {typeof open === 'object' ? (
              <FormSheet
                title={say('gifts.endTitle', { gift: open.name })}
                action={say('gifts.end')}
                onClose={close}
                send={() => api.gift.endGift({ giftId: open.giftId })}
              >
                <p>{say('gifts.endAbout')}</p>
              </FormSheet>
            ) : null}
          </Panel>
        )
      }}
    </QueryView>
  )
}
