import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { Input } from 'antd'
import type { PolicyGroupRows } from '../../../server/modules/policy/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Icon } from '../../ui/icons.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { PackLine } from './pack-line.tsx'
import { PackSwitch } from './pack-switch.tsx'
import { PolicyDetail } from './policy-detail.tsx'
import { PolicyList } from './policy-list.tsx'
import { dayAfter } from './day-after.ts'
import { useBoth } from './use-both.ts'
import './policy.css'

const route = getRouteApi('/shell/policies')

const narrowed = (groups: readonly PolicyGroupRows[], text: string): PolicyGroupRows[] => {
  const sought = text.trim().toLowerCase()
  const holds = (...words: string[]) => words.some((word) => word.toLowerCase().includes(sought))
  return groups
    .map((group) => ({
      ...group,
      keys: group.keys.filter((row) => holds(row.name.zh, row.name.en, row.key, group.name.zh, group.name.en)),
    }))
    .filter((group) => group.keys.length > 0)
}

/** 政策: every threshold by group, its history, and changes that two people make. */
export const PolicyScreen = () => {
  const { say } = useWords()
  const both = useBoth()
  const describe = useProblem()
  const search = route.useSearch()
  const navigate = useNavigate()
  const query = useQuery({ ...queries.policy.list.queryOptions(), staleTime: 0 })
  return (
    <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
      {({ today, mayPropose, pack, groups }) => {
        const group = groups.find((one) => one.keys.some(({ key }) => key === search.key))
        const row = group?.keys.find(({ key }) => key === search.key)
        const switching = search.view === 'pack' && mayPropose
        const earliest = dayAfter(today)
        return (
          <div className={`policies ${row || switching ? 'policies-chosen' : ''}`}>
            <div className="policies-head">
              <h1>{say('policy.title')}</h1>
              <Input
                className="policies-find"
                allowClear
                value={search.q ?? ''}
                placeholder={say('policy.find')}
                aria-label={say('policy.find')}
                onChange={(event) => void navigate({ to: '/policies', search: { ...search, q: event.target.value }, replace: true })}
              />
              <PackLine pack={pack} mayPropose={mayPropose} />
              <p className="muted small policies-about">{say('policy.about')}</p>
            </div>
            <div className="policies-grid">
              <div className="policies-list">
                <PolicyList groups={narrowed(groups, search.q ?? '')} chosen={row?.key} />
              </div>
              <div className="policies-detail">
                {row || switching ? (
                  <Link to="/policies" search={search.q ? { q: search.q } : {}} className="policies-back">
                    <Icon name="left" /> {say('policy.back')}
                  </Link>
                ) : null}
                {row && group ? (
                  <PolicyDetail key={row.key} row={row} moves={both(group.moves)} mayPropose={mayPropose} earliest={earliest} />
                ) : switching ? (
                  <PackSwitch others={pack.others} earliest={earliest} />
                ) : (
                  <p className="muted policies-hint">{say('policy.select')}</p>
                )}
              </div>
            </div>
          </div>
        )
      }}
    </QueryView>
  )
}
