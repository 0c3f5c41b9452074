import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContactPurpose } from '../../../server/modules/privacy/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { instant } from '../../ui/format/date.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { ChoiceList } from './choice-list.tsx'
import { ChoiceSheet } from './choice-sheet.tsx'
import { groupAnswers, type AnswerGroup } from './permission-groups.ts'
import './permission.css'

const order: readonly ContactPurpose[] = ['care', 'marketing', 'event', 'survey', 'service']

const Line = ({ group }: { group: AnswerGroup }) => {
  const { say, word, language } = useWords()
  return (
    <li className={group.allowed ? 'may' : 'may-not'}>
      <span className="may-mark" aria-hidden="true" />
      <span className="may-channels">{group.channels.map((channel) => word('contact_channel', channel)).join('、')}</span>
      <span className="may-reason">
        {word('contact_reason', group.reason)}
        {group.nextAllowedAt ? <strong>{say('permission.from', { at: instant(group.nextAllowedAt, language) })}</strong> : null}
      </span>
    </li>
  )
}

/** 何时能联系、为什么: by purpose, each channel with the reason now and the next time; below, what the customer decided. */
export const PermissionCard = ({ customerId }: { customerId: string }) => {
  const { say, word } = useWords()
  const describe = useProblem()
  const [purpose, setPurpose] = useState<ContactPurpose>('care')
  const [recording, setRecording] = useState(false)
  const query = useQuery(queries.privacy.permission.queryOptions({ input: { customerId }, staleTime: 60_000 }))
  return (
    <Panel
      className="permission"
      title={say('permission.title')}
      extra={
        <button type="button" className="text-button" onClick={() => setRecording(true)}>
          {say('permission.record')}
        </button>
      }
    >
      <Segments
        label={say('permission.purpose')}
        value={purpose}
        options={order.map((value) => ({ value, text: word('contact_purpose', value) }))}
        onChange={setPurpose}
      />
      <QueryView
        query={query}
        loadingText={say('shell.loading')}
        retryText={say('shell.retry')}
        describe={describe}
        skeleton={<Skeleton height={96} />}
      >
        {(data) => (
          <>
            <ul className="permission-answers">
              {groupAnswers(data.answers.filter((answer) => answer.purpose === purpose)).map((group) => (
                <Line key={group.channels.join()} group={group} />
              ))}
            </ul>
            <ChoiceList customerId={customerId} choices={data.choices} mayEndDoNotContact={data.mayEndDoNotContact} />
            {recording ? (
              <ChoiceSheet customerId={customerId} child={data.child} choices={data.choices} onClose={() => setRecording(false)} />
            ) : null}
          </>
        )}
      </QueryView>
    </Panel>
  )
}
