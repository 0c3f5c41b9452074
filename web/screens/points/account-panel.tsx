import type { PointsAccount } from '../../../server/modules/points/gifts/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Facts } from '../../ui/panel.tsx'
import { pointsText } from './points-number.tsx'
import { Empty } from '../../ui/states.tsx'

const shownLots = 3

/** Points by programme with what ends when. */
export const AccountFacts = ({ accounts }: { accounts: readonly PointsAccount[] }) => {
  const { say } = useWords()
  if (accounts.length === 0) return <Empty compact title={say('points.noAccount')} about={say('points.noAccountAbout')} />
  const ends = ({ lots }: PointsAccount) =>
    lots
      .slice(0, shownLots)
      .map(({ expiresOn, points }) =>
        expiresOn === null
          ? say('points.forGood', { points: pointsText(points) })
          : say('points.ends', { points: pointsText(points), date: expiresOn }),
      )
      .join('；')
  return (
    <Facts
      facts={accounts.map((account) => ({
        key: String(account.programmeId),
        label: account.programme,
        note: [ends(account), account.owed === '0' ? '' : say('points.owed', { points: pointsText(account.owed) })]
          .filter(Boolean)
          .join('；'),
        value: <span data-available={account.available}>{pointsText(account.available)}</span>,
      }))}
    />
  )
}
