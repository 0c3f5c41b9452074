import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from 'antd'
import type { LookupFlag } from '../../../server/modules/privacy/contract.ts'
import { reviewsFlags, useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Tag } from '../../ui/panel.tsx'
import { useEntryWords } from './entry-words.ts'
import { instant } from '../../ui/format/date.ts'
import { ReviewForm } from './review-form.tsx'

/** One flag: what, who, when, whose dossier; with its review, or the form for one. */
export const FlagItem = ({ flag }: { flag: LookupFlag }) => {
  const { say, word, language } = useWords()
  const { actorName, actorRole } = useEntryWords()
  const me = useMe()
  const [reviewing, setReviewing] = useState(false)
  const institution = me.institutions.find((node) => node.id === flag.actorInstitutionId)?.name
  const mayReview = flag.verdict === null && reviewsFlags(me) && flag.actorUserId !== me.userId
  return (
    <li className="flag">
      <div className="flag-head">
        <Tag {...(flag.verdict === null ? { tone: 'warning' as const } : {})}>{word('lookup_flag', flag.kind)}</Tag>
        <strong>{actorName(flag)}</strong>
        <span className="muted small">{[actorRole(flag), institution].filter(Boolean).join(' · ')}</span>
        <span className="flag-at muted small">{instant(flag.at, language, true)}</span>
      </div>
      <p className="flag-about">
        <Link to="/customers/$customerId" params={{ customerId: flag.customerId }} className="number-link">
          {say('flags.customer', { id: flag.customerId })}
        </Link>
        {flag.customers === null ? null : <span>{say('flags.bulkCustomers', { count: flag.customers })}</span>}
        <Link to="/audit" search={{ login: flag.actorLogin }} className="number-link">
          {say('audit.entries')}
        </Link>
        {mayReview && !reviewing ? (
          <Button size="small" onClick={() => setReviewing(true)}>
            {say('flags.review')}
          </Button>
        ) : null}
      </p>
      {flag.verdict === null || flag.reviewedAt === null ? null : (
        <p className="small">
          <Tag {...(flag.verdict === 'violation' ? { tone: 'warning' as const } : { tone: 'accent' as const })}>
            {word('verdict', flag.verdict)}
          </Tag>{' '}
          {flag.note} <span className="muted">{say('flags.reviewedAt', { at: instant(flag.reviewedAt, language, true) })}</span>
        </p>
      )}
      {reviewing ? <ReviewForm id={flag.id} onDone={() => setReviewing(false)} /> : null}
    </li>
  )
}
