import { useQuery } from '@tanstack/react-query'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useMe } from '../../api/session.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { count, percent } from '../../ui/format/rate.ts'
import { Meter } from '../../ui/meter.tsx'
import { Facts, Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { OwnGroups, rateText } from './own-groups.tsx'
import type { WarningSearch } from './warning-search.ts'

interface SummaryProps {
  search: WarningSearch
  institutionId: number | undefined
  /** a manager sees the own customers alone: no table of managers */
  leads: boolean
  onChange: (changed: WarningSearch) => void
}

const noManager = '0'

/** What is at stake here, by risk group and by manager; each number narrows the list. */
export const WarningSummary = ({ search, institutionId, leads, onChange }: SummaryProps) => {
  const { say, word, language } = useWords()
  const describe = useProblem()
  const query = useQuery(queries.warning.summary.queryOptions({ input: institutionId === undefined ? {} : { institutionId } }))
  const me = useMe()
  const place = institutionId ?? me.institutionId
  const { data: told } = useQuery(queries.riskGroup.list.queryOptions({ input: { institutionId: place } }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ counts, valueAtRiskFen, expectedLossFen, groups, managers }) => {
        const done = counts.contacted + counts.cases
        const coverage = say('warning.coverageText', { done: count(done), all: count(counts.customers) })
        return (
          <aside className="warn-side">
            <Panel title={say('warning.customers')} extra={<b>{count(counts.customers)}</b>}>
              <Facts
                facts={[
                  { key: 'loss', label: say('warning.expectedLoss'), value: <Amount fen={expectedLossFen} language={language} /> },
                  { key: 'value', label: say('warning.valueAtRisk'), value: <Amount fen={valueAtRiskFen} language={language} /> },
                  ...(['waiting', 'overdue', 'contacted'] as const).map((state) => ({
                    key: state,
                    label: word('warning_state', state),
                    value: (
                      <button
                        type="button"
                        className={`warn-action ${state === 'overdue' && counts.overdue > 0 ? 'warning-text' : ''}`}
                        onClick={() => onChange({ ...search, state })}
                      >
                        {count(counts[state])}
                      </button>
                    ),
                  })),
                ]}
              />
              <p className="small warn-coverage">
                {say('warning.coverage')} · {coverage}
              </p>
              <Meter value={done} full={counts.customers} label={coverage} />
            </Panel>
            {groups.length === 0 ? null : (
              <Panel title={say('warning.groups')} about={say('warning.groupsAbout')}>
                <ul className="warn-groups">
                  {groups.map(({ group, members, warned }) => (
                    <li key={group}>
                      <button
                        type="button"
                        aria-pressed={search.group === group}
                        onClick={() => onChange({ ...search, group: search.group === group ? undefined : group })}
                      >
                        <span>{word('risk_group', group)}</span>
                        <span className="muted small">{say('warning.groupText', { members: count(members), warned: count(warned) })}</span>
                        <Meter value={warned} full={members} tone="warning" label={word('risk_group', group)} />
                        {told?.builtIn
                          .filter((one) => one.group === group)
                          .map(({ rate }) => (
                            <span key={group} className="muted small">
                              {rateText(say, rate)}
                            </span>
                          ))}
                      </button>
                    </li>
                  ))}
                </ul>
              </Panel>
            )}
            <OwnGroups institutionId={place} />
            {leads && managers.length > 0 ? (
              <Panel title={say('warning.managers')} about={say('warning.managersAbout')}>
                <ul className="warn-groups">
                  {managers.map((row) => {
                    const key = row.managerId === null ? noManager : String(row.managerId)
                    const covered = row.contacted + row.cases
                    return (
                      <li key={key}>
                        <button
                          type="button"
                          aria-pressed={search.manager === key}
                          onClick={() => onChange({ ...search, manager: search.manager === key ? undefined : key })}
                        >
                          <span>{row.name ?? say('warning.noManager')}</span>
                          <span className="small">
                            <Amount fen={row.expectedLossFen} language={language} />
                          </span>
                          <span className="muted small">
                            {[
                              say('warning.coverageText', { done: count(covered), all: count(row.customers) }),
                              row.overdue > 0 ? say('warning.overdueText', { count: count(row.overdue) }) : undefined,
                            ]
                              .filter(Boolean)
                              .join(' · ')}
                          </span>
                          <Meter
                            value={covered}
                            full={row.customers}
                            label={percent(row.customers === 0 ? 0 : Math.round((covered * 10_000) / row.customers), 0)}
                          />
                        </button>
                      </li>
                    )
                  })}
                </ul>
              </Panel>
            ) : null}
          </aside>
        )
      }}
    </QueryView>
  )
}
