import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TemplateRow } from '../../../server/modules/message/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { EndTemplateSheet } from './end-template-sheet.tsx'
import { ProposeTemplateSheet } from './propose-template-sheet.tsx'

const TemplateLine = ({ template, onEnd }: { template: TemplateRow; onEnd?: (() => void) | undefined }) => {
  const { say, word } = useWords()
  const { number, name, version, media, purpose, body, validFrom, validTo, state, endReason } = template
  return (
    <div className="message-line">
      <div className="message-line-head">
        <strong>{name}</strong>
        <span className="muted small">
          {number} · {say('messages.templates.version', { version })}
        </span>
        <Tag {...(state === 'in_use' ? { tone: 'accent' as const } : {})}>{say(`messages.templates.state.${state}`)}</Tag>
      </div>
      <p className="message-body">{body}</p>
      <p className="muted small">
        {[
          word('contact_purpose', purpose),
          media.map((medium) => say(`messages.medium.${medium}`)).join('、'),
          say('messages.templates.validity', { from: validFrom, to: validTo }),
          endReason === null ? '' : say('messages.templates.ended', { reason: endReason }),
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
      {onEnd && (state === 'in_use' || state === 'later') ? (
        <p className="message-acts">
          <button type="button" className="soft-button" aria-label={say('messages.templates.endOf', { number })} onClick={onEnd}>
            {say('messages.templates.end')}
          </button>
        </p>
      ) : null}
    </div>
  )
}

/** Approved wordings with their numbers and last days; who may asks for one, or takes one out of use. */
export const TemplatesView = () => {
  const { say } = useWords()
  const describe = useProblem()
  const [open, setOpen] = useState<'propose' | TemplateRow>()
  const query = useQuery(queries.message.templates.queryOptions())
  const close = () => setOpen(undefined)
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ templates, variables, mayPropose, mayEnd }) => (
        <Panel
          title={say('messages.views.templates')}
          extra={
            mayPropose ? (
              <button type="button" className="soft-button" onClick={() => setOpen('propose')}>
                {say('messages.templates.propose')}
              </button>
            ) : undefined
          }
        >
          <p className="muted small">{say('messages.templates.about')}</p>
          {templates.length === 0 ? <Empty compact title={say('messages.templates.none')} /> : null}
          {templates.map((template) => (
            <TemplateLine key={template.id} template={template} onEnd={mayEnd ? () => setOpen(template) : undefined} />
          ))}
          {open === 'propose' ? <ProposeTemplateSheet variables={variables} onClose={close} /> : null}
          {typeof open === 'object' ? <EndTemplateSheet template={open} onClose={close} /> : null}
        </Panel>
      )}
    </QueryView>
  )
}
