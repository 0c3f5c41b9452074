import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useWords } from '../../i18n/index.ts'

/** Where the words of a screen stand, by the first piece of its address; the longer address goes first. */
const titles: readonly (readonly [path: string, words: string])[] = [
  ['/today', 'today.title'],
  ['/team', 'today.team'],
  ['/talking-points', 'today.points'],
  ['/outlet', 'shell.nav.outlet'],
  ['/customers', 'shell.nav.customers'],
  ['/contacts', 'shell.nav.contacts'],
  ['/care', 'care.title'],
  ['/messages', 'messages.title'],
  ['/prospects', 'prospect.title'],
  ['/talk', 'talk.title'],
  ['/opinions', 'opinion.title'],
  ['/warnings', 'warning.title'],
  ['/leave-cases/wake-ups', 'wakeUp.title'],
  ['/leave-cases/plays', 'plays.title'],
  ['/leave-cases/benefits', 'benefits.title'],
  ['/leave-cases', 'leave.nav'],
  ['/watch', 'watch.title'],
  ['/model', 'attrition.screen.title'],
  ['/employers', 'employers.title'],
  ['/points', 'points.title'],
  ['/approvals', 'approval.title'],
  ['/handovers', 'handover.title'],
  ['/duplicates', 'duplicate.title'],
  ['/people', 'people.title'],
  ['/my-scope', 'myScope.title'],
  ['/account', 'account.title'],
  ['/calendar', 'calendar.title'],
  ['/exports', 'exports.nav'],
  ['/policies', 'policy.title'],
  ['/night', 'shell.nav.night'],
  ['/audit', 'shell.nav.audit'],
]

/** Names the window after the screen, so that tabs can be told apart. Never after a customer: browsers keep titles in their history. */
export const usePageTitle = (): void => {
  const { say } = useWords()
  const path = useLocation({ select: ({ pathname }) => pathname })
  const words = titles.find(([start]) => path === start || path.startsWith(`${start}/`))?.[1]
  const title = words === undefined ? say('shell.brand') : `${say(words)} · ${say('shell.brand')}`
  useEffect(() => {
    document.title = title
  }, [title])
}
