import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { LinkRow } from '../../../server/modules/points/links/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'
import { Tag } from '../../ui/panel.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Sheet } from '../../ui/sheet.tsx'

const LinkLine = ({ link, onRevoke }: { link: LinkRow; onRevoke: () => void }) => {
  const { say, language } = useWords()
  return (
    <li className="points-line">
      <span>
        <Tag {...(link.state === 'good' ? { tone: 'accent' as const } : {})}>{say(`gifts.linkState.${link.state}`)}</Tag>
        <span className="muted small points-about">
          {[
            say('gifts.madeBy', { name: link.madeBy, at: instant(link.madeAt, language) }),
            say('gifts.validUntil', { at: instant(link.validUntil, language) }),
            say('gifts.opened', { count: link.opened }),
          ].join(' · ')}
        </span>
      </span>
      {link.state === 'good' ? (
        <button type="button" className="text-button" onClick={onRevoke}>
          {say('gifts.revoke')}
        </button>
      ) : null}
    </li>
  )
}

const Fresh = ({ url }: { url: string }) => {
  const { say } = useWords()
  const [copied, setCopied] = useState(false)
  return (
    <div className="points-fresh" data-link={url}>
      <QrCode text={url} label={say('gifts.qr')} />
      <p className="small">{say('gifts.linkOnce')}</p>
      <button type="button" className="soft-button" onClick={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}>
        {say(copied ? 'gifts.copied' : 'gifts.copy')}
      </button>
    </div>
  )
}

/** The link to a customer's own page: made, shown once as a QR code, listed and revoked. */
export const LinkSheet = ({ customerId, onClose }: { customerId: string; onClose: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const query = useQuery(queries.pointsLink.list.queryOptions({ input: { customerId } }))
  const refresh = () => client.invalidateQueries({ queryKey: queries.pointsLink.key() })
  const make = useMutation({ mutationFn: () => api.pointsLink.make({ customerId }), onSuccess: refresh })
  const revoke = useMutation({
    mutationFn: (linkId: string) => api.pointsLink.revoke({ linkId }),
    onSuccess: () => {
      make.reset()
      return refresh()
    },
  })
  const problem = make.error ?? revoke.error
  return (
    <Sheet title={say('gifts.link')} closeText={say('shell.close')} onClose={onClose}>
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ links, hours, publicUrl }) => (
          <div className="sheet-fields">
            <p className="muted small">{say('gifts.linkAbout', { hours })}</p>
            {publicUrl === null ? (
              <p className="warning-text small" role="note">
                {say('gifts.linkHere', { address: window.location.origin })}
              </p>
            ) : null}
            {make.data ? <Fresh url={`${publicUrl ?? window.location.origin}${make.data.path}`} /> : null}
            {problem ? (
              <p className="warning-text" role="alert">
                {describe(problem).text}
              </p>
            ) : null}
            <button
              type="button"
              className={make.data ? 'soft-button' : 'sheet-done'}
              disabled={make.isPending}
              onClick={() => make.mutate()}
            >
              {say('gifts.makeLink')}
            </button>
            {links.length === 0 ? <p className="muted small">{say('gifts.noLinks')}</p> : null}
            <ul>
              {links.map((link) => (
                <LinkLine key={link.linkId} link={link} onRevoke={() => revoke.mutate(link.linkId)} />
              ))}
            </ul>
          </div>
        )}
      </QueryView>
    </Sheet>
  )
}
