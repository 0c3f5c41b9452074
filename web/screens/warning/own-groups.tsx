import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { GroupRate, OwnGroup } from '../../../server/modules/warning/groups/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { count, percent } from '../../ui/format/rate.ts'
import { Meter } from '../../ui/meter.tsx'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Empty } from '../../ui/states.tsx'
import { FilterWords } from '../customer/filter-bar.tsx'
import { ListLink } from '../customer/list-link.tsx'
import { GroupSheet } from './group-sheet.tsx'

export const rateText = (say: ReturnType<typeof useWords>['say'], { asOf, members, left, rateBp }: GroupRate): string =>
  say('warning.own.rate', { date: asOf, members: count(members), left: count(left), rate: rateBp === null ? '—' : percent(rateBp) })

interface LineProps {
  group: OwnGroup
  institutionId: number
  knownFrom: string
  onChange: () => void
}

const GroupLine = ({ group, institutionId, knownFrom, onChange }: LineProps) => {
  const { say } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const end = useMutation({
    mutationFn: () => api.riskGroup.end({ id: group.id }),
    onSuccess: () => client.invalidateQueries({ queryKey: queries.riskGroup.key() }),
  })
  const { name, members, warned, rate, filters, begun } = group
  return (
    <li className="warn-own">
      <b>{name}</b>
      <span className="muted small">
        {begun
          ? say('warning.own.by', { place: group.institutionName, date: group.validFrom })
          : say('warning.own.later', { date: group.validFrom })}
      </span>
      <span className="small">
        <FilterWords filters={filters} />
      </span>
      {members === null ? null : (
        <>
          <span className="small">
            <ListLink institutionId={institutionId} filters={[{ figure: 'bucket', op: 'in', values: ['counted'] }, ...filters]}>
              {say('warning.groupText', { members: count(members), warned: count(warned ?? 0) })}
            </ListLink>
          </span>
          <Meter value={warned ?? 0} full={members} tone="warning" label={name} />
        </>
      )}
      <span className="muted small">{rate ? rateText(say, rate) : say('warning.own.notYet', { date: knownFrom })}</span>
      {group.mayEnd ? (
        <span className="warn-own-acts">
          <button type="button" className="text-button" onClick={onChange}>
            {say('warning.own.change')}
          </button>
          <button type="button" className="text-button" disabled={end.isPending} onClick={() => end.mutate()}>
            {say('warning.own.end')}
          </button>
        </span>
      ) : null}
      {end.error ? (
        <p className="field-error" role="alert">
          {describe(end.error).text}
        </p>
      ) : null}
    </li>
  )
}

/** 自定客群: the risk groups that people here or above defined, who is in them now, and what became of who was (M11). */
export const OwnGroups = ({ institutionId }: { institutionId: number }) => {
  const { say } = useWords()
  const describe = useProblem()
  const [sheet, setSheet] = useState<{ changes?: OwnGroup }>()
  const query = useQuery(queries.riskGroup.list.queryOptions({ input: { institutionId } }))
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ own, mayDefine, knownFrom }) => (
        <Panel
          title={say('warning.own.title')}
          about={say('warning.own.about')}
          extra={
            mayDefine ? (
              <button type="button" className="soft-button" onClick={() => setSheet({})}>
                {say('warning.own.define')}
              </button>
            ) : null
          }
        >
          {own.length === 0 ? (
            <Empty title={say('warning.own.none')} about={say(mayDefine ? 'warning.own.noneAbout' : 'warning.own.noneHere')} compact />
          ) : (
            <ul className="warn-owns">
              {own.map((group) => (
                <GroupLine
                  key={group.id}
                  group={group}
                  institutionId={institutionId}
                  knownFrom={knownFrom}
                  onChange={() => setSheet({ changes: group })}
                />
              ))}
            </ul>
          )}
          {sheet ? (
            <GroupSheet
              institutionId={sheet.changes?.institutionId ?? institutionId}
              changes={sheet.changes}
              onClose={() => setSheet(undefined)}
            />
          ) : null}
        </Panel>
      )}
    </QueryView>
  )
}
