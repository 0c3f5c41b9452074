import { useQuery } from '@tanstack/react-query'
import { queries } from '../../../api/client.ts'
import { useWords } from '../../../i18n/index.ts'

/** How many former managers' customers wait for somebody who answers for them: tells whoever looks after people, wherever they are. */
export const OrphanCount = () => {
  const { say } = useWords()
  const { data } = useQuery(queries.people.orphans.queryOptions({ staleTime: 300_000 }))
  const waiting = data?.groups.filter((group) => group.managerId !== null).length ?? 0
  if (waiting === 0) return null
  return (
    <span className="nav-count" title={say('people.orphans')} aria-label={`${say('people.orphans')} ${waiting}`}>
      {waiting}
    </span>
  )
}
