import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { RefusedAttempt } from '../../../server/modules/points/rewards/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Panel, Tag } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { Empty } from '../../ui/states.tsx'
import { TextField } from '../privacy/source-field.tsx'
import { useReasons } from './colour.tsx'

const OverrideSheet = ({ attempt, onClose }: { attempt: RefusedAttempt; onClose: () => void }) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const [documentNo, setDocumentNo] = useState('')
  const [ground, setGround] = useState('')
  const [validTo, setValidTo] = useState('')
  const [missing, setMissing] = useState(false)
  const record = useMutation({
    mutationFn: () => api.reward.recordOverride({ attemptId: attempt.id, documentNo: documentNo.trim(), ground: ground.trim(), validTo }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: queries.reward.key() })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lacking = documentNo.trim().length < 2 || ground.trim().length < 4 || validTo === ''
    setMissing(lacking)
    if (!lacking) record.mutate()
  }
  return (
    <Sheet title={say('points.overrideTitle')} closeText={say('shell.cancel')} onClose={onClose}>
      <form className="sheet-fields" onSubmit={submit} noValidate>
        <p>{say('points.overrideAbout', { name: attempt.name })}</p>
        <TextField label={say('points.draft.documentNo')} value={documentNo} onChange={setDocumentNo} />
        <TextField label={say('points.ground')} value={ground} onChange={setGround} />
        <TextField type="date" label={say('points.overrideTo')} value={validTo} onChange={setValidTo} />
        {missing || record.error ? (
          <p className="warning-text" role="alert">
            {record.error ? describe(record.error).text : say('points.overrideMissing')}
          </p>
        ) : null}
        <button type="submit" className="sheet-done" disabled={record.isPending}>
          {say('points.overrideSubmit')}
        </button>
      </form>
    </Sheet>
  )
}

/** What the gate refused: who asked for what, and what head-office compliance put on record since. */
export const RefusedView = () => {
  const { say, word } = useWords()
  const describe = useProblem()
  const reasons = useReasons()
  const { role } = useMe()
  const [chosen, setChosen] = useState<RefusedAttempt>()
  const query = useQuery(queries.reward.refusedAttempts.queryOptions())
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ attempts }) => (
        <Panel title={say('points.refused')}>
          {attempts.length === 0 ? <Empty compact title={say('points.noRefused')} /> : null}
          <ul>
            {attempts.map((attempt) => (
              <li key={attempt.id} className="points-line">
                <span>
                  <strong>{attempt.name}</strong>{' '}
                  {attempt.override ? (
                    <Tag tone="warning">{say('points.overridden', { no: attempt.override.documentNo, to: attempt.override.validTo })}</Tag>
                  ) : null}
                  <span className="muted small points-about">
                    {[
                      attempt.at.slice(0, 10),
                      attempt.institutionName,
                      word('role', attempt.role),
                      attempt.askedBy,
                      reasons(attempt.why),
                    ].join(' · ')}
                  </span>
                </span>
                {role === 'compliance_officer' && attempt.override === null ? (
                  <button type="button" className="text-button" onClick={() => setChosen(attempt)}>
                    {say('points.override')}
                  </button>
                ) : null}
              </li>
            ))}
          </ul>
          {chosen ? <OverrideSheet attempt={chosen} onClose={() => setChosen(undefined)} /> : null}
        </Panel>
      )}
    </QueryView>
  )
}
