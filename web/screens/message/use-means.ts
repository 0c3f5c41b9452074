import { useQuery } from '@tanstack/react-query'
import type { Medium } from '../../../server/modules/message/message-terms.ts'
import type { ContactPurpose } from '../../../server/modules/privacy/contract.ts'
import { queries } from '../../api/client.ts'
import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'

/** By which means a customer can be written to, for care when nothing else is said: which are open, when the others are, and why the rest is not. */
export const useMeans = (customerId: string, purpose: ContactPurpose = 'care') => {
  const { say, word, language } = useWords()
  const query = useQuery(queries.message.means.queryOptions({ input: { customerId, purpose }, staleTime: 30_000 }))
  const means = query.data?.means ?? []
  const of = (medium: Medium | undefined) => means.find((one) => one.medium === medium)
  return {
    query,
    open: means
      .filter(({ allowed, nextAllowedAt, address }) => address !== null && (allowed || nextAllowedAt !== null))
      .map(({ medium }) => medium),
    of,
    /** why one is closed, or when it opens; undefined when it is open now */
    hint: (medium: Medium): string | undefined => {
      const one = of(medium)
      if (!one) return undefined
      const closed = (reason: string) => say('messages.compose.closed', { medium: say(`messages.medium.${medium}`), reason })
      if (!one.allowed && one.nextAllowedAt === null) return closed(word('contact_reason', one.reason))
      if (one.address === null) return closed(say('messages.compose.noAddress'))
      return one.allowed ? undefined : say('messages.compose.later', { at: instant(one.nextAllowedAt ?? '', language) })
    },
  }
}
