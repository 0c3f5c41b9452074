import { useQuery } from '@tanstack/react-query'
import { queries } from '../../api/client.ts'
import { useWords } from '../../i18n/index.ts'
import { Amount } from '../../ui/amount.tsx'
import { count } from '../../ui/format/rate.ts'
import { Panel } from '../../ui/panel.tsx'

const heads = ['source', 'prospects', 'converted', 'hours', 'money', 'perHour', 'tension'] as const

/** What an hour brought, by where people come from, beside how hard a first contact is. */
export const ReturnsPanel = ({ institutionId }: { institutionId?: number }) => {
  const { say, word, language } = useWords()
  const query = useQuery(queries.prospect.returns.queryOptions({ input: institutionId === undefined ? {} : { institutionId } }))
  if (!query.data) return null
  return (
    <Panel title={say('prospect.returns')} about={say('prospect.returnsAbout')}>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {say(`prospect.head.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {query.data.classes.map((row) => (
              <tr key={row.sourceClass}>
                <td>{word('prospect_class', row.sourceClass)}</td>
                <td>{count(row.prospects)}</td>
                <td>{count(row.converted)}</td>
                <td>{(row.minutes / 60).toFixed(1)}</td>
                <td>
                  <Amount fen={row.aumFen} language={language} />
                </td>
                <td>
                  <Amount fen={row.perHourFen} language={language} why={say('prospect.noHours')} />
                </td>
                <td>{row.tension}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}
