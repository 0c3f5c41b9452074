import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { assurances, type Candidate, type Pair, type Side } from '../../../server/modules/duplicate/contract.ts'
import { api, queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { ChipsField } from '../../ui/chips.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Sheet } from '../../ui/sheet.tsx'

interface CompareSheetProps {
  two: Pick<Candidate, 'first' | 'second'>
  /** proposed by a colleague: this person decides */
  pair: Pair | undefined
  onClose: () => void
}

const rows = ['customerNo', 'name', 'gender', 'birthDate', 'phone', 'address', 'institutionName', 'managerName', 'openedOn'] as const
const counts = ['contacts', 'openPromises', 'facts'] as const

/** Two numbers side by side; what differs stands out. A person says by what they made sure; nothing is copied, and it can be undone. */
export const CompareSheet = ({ two, pair, onClose }: CompareSheetProps) => {
  const { say, word, language } = useWords()
  const describe = useProblem()
  const client = useQueryClient()
  const ids = { firstId: two.first.customerId, secondId: two.second.customerId }
  const query = useQuery(queries.duplicate.compare.queryOptions({ input: ids, staleTime: 0, refetchOnWindowFocus: false }))
  const [madeSure, setMadeSure] = useState<Pair['madeSure']>()
  const act = useMutation({
    mutationFn: async (outcome: 'linked' | 'refused') => {
      if (pair) await api.duplicate.decide({ id: pair.id, outcome })
      else if (madeSure) await api.duplicate.propose({ ...ids, madeSure })
    },
    onSuccess: async () => {
      onClose()
      await client.invalidateQueries({ queryKey: queries.duplicate.key() })
      await client.invalidateQueries({ queryKey: queries.contact.key() })
    },
  })
  const plain = (side: Side, key: (typeof rows)[number]): string =>
    key === 'gender' && side.gender ? word('gender', side.gender) : (side[key] ?? say('shell.unknown'))
  const line = (key: string, first: ReactNode, second: ReactNode, differs: boolean) => (
    <tr key={key} className={differs ? 'compare-differs' : ''}>
      <th scope="row">{say(`duplicate.row.${key}`)}</th>
      <td>{first}</td>
      <td>{second}</td>
    </tr>
  )
  return (
    <Sheet
      title={say('duplicate.compareOf', { name: two.first.name ?? two.first.customerNo })}
      closeText={say('shell.cancel')}
      onClose={onClose}
    >
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ first, second, needsSecond }) => (
          <div className="sheet-fields">
            <table className="compare">
              <tbody>
                {rows.map((key) => line(key, plain(first, key), plain(second, key), first[key] !== second[key]))}
                {line('tier', word('tier', first.tier), word('tier', second.tier), first.tier !== second.tier)}
                {line(
                  'aumFen',
                  <Amount fen={first.aumFen} language={language} />,
                  <Amount fen={second.aumFen} language={language} />,
                  false,
                )}
                {counts.map((key) => line(key, first[key], second[key], false))}
              </tbody>
            </table>
            {pair ? (
              <p className="small">{say('duplicate.madeSureBy', { how: word('pair_sure', pair.madeSure) })}</p>
            ) : (
              <ChipsField
                label={say('duplicate.madeSure')}
                options={assurances.map((value) => ({ value, text: word('pair_sure', value) }))}
                chosen={madeSure ? [madeSure] : []}
                single
                onChange={([next]) => setMadeSure(next)}
              />
            )}
            <p className="muted small">{say(needsSecond && !pair ? 'duplicate.secondAbout' : 'duplicate.linkAbout')}</p>
            {act.error ? (
              <p className="warning-text" role="alert">
                {describe(act.error).text}
              </p>
            ) : null}
            {pair ? (
              <button type="button" className="line-button" disabled={act.isPending} onClick={() => act.mutate('refused')}>
                {say('duplicate.refuse')}
              </button>
            ) : null}
            <button
              type="button"
              className="sheet-done"
              disabled={act.isPending || (!pair && !madeSure)}
              onClick={() => act.mutate('linked')}
            >
              {say(needsSecond && !pair ? 'duplicate.propose' : 'duplicate.link')}
            </button>
          </div>
        )}
      </QueryView>
    </Sheet>
  )
}
