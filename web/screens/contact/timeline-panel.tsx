import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { TimelineItem } from '../../../server/modules/contact/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { note } from '../../offline/queue.ts'
import { sendNow } from '../../offline/use-sending.ts'
import { Amount } from '../../ui/amount.tsx'
import { instant } from '../../ui/format/date.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { Empty, Failure, Skeleton } from '../../ui/states.tsx'
import { PromiseLine } from './promise-line.tsx'

type ContactItem = Extract<TimelineItem, { kind: 'contact' }>
const shownAtOnce = 50

/** A record that says an earlier one of one's own never happened. */
const mistakeOf = (contact: ContactItem, customerId: string) => ({
  id: crypto.randomUUID(),
  customerId,
  at: new Date().toISOString(),
  channel: contact.channel,
  purpose: contact.purpose,
  direction: contact.direction,
  outcome: 'mistake' as const,
  mood: null,
  need: null,
  interests: [],
  nextStep: null,
  nextOn: null,
  note: null,
  corrects: contact.id,
  refusesChannel: false,
  promise: null,
})

const ContactLine = ({ contact, customerId }: { contact: ContactItem; customerId: string }) => {
  const { say, word, language } = useWords()
  const me = useMe()
  const queryClient = useQueryClient()
  const mistake = useMutation({
    mutationFn: async () => {
      await note(me.userId, mistakeOf(contact, customerId), customerId)
      await sendNow(queryClient, me.userId)
    },
    networkMode: 'always',
  })
  const chips = [
    contact.mood && word('contact_mood', contact.mood),
    contact.need && word('contact_need', contact.need),
    ...contact.interests.map((interest) => word('category', interest)),
  ].filter((chip) => chip !== null)
  return (
    <li>
      <span className="timeline-when">{contact.on}</span>
      <span className={contact.corrected ? 'timeline-what struck' : 'timeline-what'}>
        <strong>{word('contact_channel', contact.channel)}</strong>
        {word('contact_outcome', contact.outcome)}
        {contact.direction === 'inbound' ? <Tag>{say('timeline.inbound')}</Tag> : null}
        {chips.map((chip) => (
          <Tag key={chip}>{chip}</Tag>
        ))}
      </span>
      {contact.note ? <span className="timeline-note">{contact.note}</span> : null}
      <span className="timeline-about">
        {say('timeline.by', { name: contact.staffName, at: instant(contact.at, language) })}
        {contact.nextStep && contact.nextStep !== 'none' ? (
          <span>{say('timeline.nextOn', { what: word('contact_next', contact.nextStep), date: contact.nextOn ?? '' })}</span>
        ) : null}
        {contact.warning ? (
          <span className="warning-text">{say('timeline.flagged', { reason: word('contact_reason', contact.warning) })}</span>
        ) : null}
        {contact.corrected ? <span>{say('timeline.corrected')}</span> : null}
        {contact.mine && !contact.corrected ? (
          <button
            type="button"
            className="text-button"
            disabled={mistake.isPending}
            onClick={() => globalThis.confirm(say('timeline.mistakeAsk')) && mistake.mutate()}
          >
            {say('timeline.mistake')}
          </button>
        ) : null}
      </span>
    </li>
  )
}

const Item = ({ item, customerId }: { item: TimelineItem; customerId: string }) => {
  const { say, word, language } = useWords()
  switch (item.kind) {
    case 'contact':
      return <ContactLine contact={item} customerId={customerId} />
    case 'promise':
      return <PromiseLine promise={item.promise} />
    case 'complaint':
      return (
        <li>
          <span className="timeline-when">{item.on}</span>
          <span className="timeline-what warning-text">{say('timeline.complaint', { count: item.complaints })}</span>
        </li>
      )
    case 'fact':
      return (
        <li>
          <span className="timeline-when">{item.on}</span>
          <span className="timeline-what">
            {say(`timeline.fact.${item.act}`)}
            <Tag>{word('fact_field', item.field)}</Tag>
            <span className="muted small">{item.staffName}</span>
          </span>
        </li>
      )
    case 'maturity':
      return (
        <li>
          <span className="timeline-when">{item.on}</span>
          <span className="timeline-what">
            {say(item.days >= 0 ? 'timeline.matures' : 'timeline.matured', { product: item.productName })}
            <Amount fen={item.amountFen} language={language} />
          </span>
        </li>
      )
  }
}

const keyOf = (item: TimelineItem): string =>
  item.kind === 'contact' || item.kind === 'fact'
    ? item.id
    : item.kind === 'promise'
      ? item.promise.id
      : `${item.kind} ${item.on} ${item.kind === 'maturity' ? `${item.productName} ${item.amountFen}` : ''}`

const newestFirst = (a: TimelineItem, b: TimelineItem) => (a.on === b.on ? 0 : a.on < b.on ? 1 : -1)

/** Everything that happened with a customer, the newest first; earlier contacts when they are asked for. */
export const TimelinePanel = ({ customerId }: { customerId: string }) => {
  const { say } = useWords()
  const describe = useProblem()
  const query = useInfiniteQuery(
    queries.contact.timeline.infiniteOptions({
      input: (before: string | undefined) => ({ customerId, limit: shownAtOnce, ...(before === undefined ? {} : { before }) }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  )
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items).toSorted(newestFirst), [query.data])
  return (
    <Panel className="timeline" title={say('timeline.title')}>
      {items === undefined ? (
        query.isError ? (
          <Failure {...describe(query.error)} retryText={say('shell.retry')} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton height={96} />
        )
      ) : items.length === 0 ? (
        <Empty compact title={say('timeline.none')} about={say('timeline.noneAbout')} />
      ) : (
        <ol>
          {items.map((item) => (
            <Item key={keyOf(item)} item={item} customerId={customerId} />
          ))}
        </ol>
      )}
      {query.hasNextPage ? (
        <p className="timeline-more">
          <span className="muted small">
            {say('timeline.all', {
              count: query.data?.pages[0]?.total ?? 0,
              shown: items?.filter(({ kind }) => kind === 'contact').length ?? 0,
            })}
          </span>
          <button
            type="button"
            className="text-button"
            aria-busy={query.isFetchingNextPage}
            onClick={() => query.isFetchingNextPage || void query.fetchNextPage()}
          >
            {say('timeline.earlier')}
          </button>
        </p>
      ) : null}
    </Panel>
  )
}
