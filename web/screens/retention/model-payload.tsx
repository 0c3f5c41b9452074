import { z } from 'zod'
import { useWords } from '../../i18n/index.ts'
import { count, percent } from '../../ui/format/rate.ts'
import { Facts } from '../../ui/panel.tsx'
import type { PayloadProps } from '../approval/payload.ts'
import { namedFeature } from '../customer/attrition-words.ts'

const figure = z.number().nullable()
/** The figures of the model card that the request carries (server/modules/retention/model-payload.ts). */
const carried = z.object({
  version: z.number(),
  validFrom: z.string(),
  part: z.enum(['champion', 'challenger']).default('champion'),
  promotes: z.number().optional(),
  table: z.string(),
  splitBy: z.enum(['time', 'random']),
  trained: z.number(),
  held: z.number(),
  auc: figure,
  liftTenth: figure,
  logLoss: z.number(),
  brier: z.number(),
  said: z.number(),
  came: z.number(),
  topK: z.number(),
  topFound: z.number(),
  calibration: z.array(z.object({ rows: z.number(), said: z.number(), came: z.number() })),
  groups: z.array(z.object({ column: z.string(), value: z.string(), rows: z.number(), said: z.number(), came: z.number() })),
  weights: z.array(z.object({ features: z.array(z.string()) })),
  refused: z.array(z.string()),
})

const share = (of: number): string => percent(Math.round(of * 10_000))
const rounded = (value: number | null, places: number): string => (value === null ? '—' : value.toFixed(places))
const mostWeights = 6

/** What whoever approves a model of who leaves is shown: its back-test on the part held back. */
export const ModelPayload = ({ payload }: PayloadProps) => {
  const { say } = useWords()
  const card = carried.parse(payload)
  const rows = { trained: count(card.trained), held: count(card.held), by: say(`attrition.model.${card.splitBy}`) }
  const facts: [string, string][] = [
    ['version', card.promotes === undefined ? `v${card.version}` : `v${card.version} ← v${card.promotes}`],
    ['part', say(`attrition.model.parts.${card.promotes === undefined ? card.part : 'promoted'}`)],
    ['validFrom', card.validFrom],
    ['table', card.table],
    ['rows', say('attrition.model.rowsText', rows)],
    ['auc', rounded(card.auc, 3)],
    ['lift', rounded(card.liftTenth, 2)],
    ['top', `${count(card.topFound)} / ${count(card.topK)}`],
    ['loss', `${rounded(card.logLoss, 4)} / ${rounded(card.brier, 4)}`],
    ['mean', `${share(card.said)} / ${share(card.came)}`],
    [
      'weights',
      card.weights
        .slice(0, mostWeights)
        .map(({ features }) => features.map((name) => namedFeature(say, name)).join(' × '))
        .join('、'),
    ],
    ['refused', card.refused.join('、') || say('attrition.model.none')],
  ]
  const label = (key: string) => (key === 'top' ? say('attrition.model.top', { k: card.topK }) : say(`attrition.model.${key}`))
  return (
    <>
      <Facts facts={facts.map(([key, value]) => ({ key, label: label(key), value: <span className="payload-value">{value}</span> }))} />
      <Compared title={say('attrition.model.calibration')} rows={card.calibration.map((band, at) => ({ ...band, name: String(at + 1) }))} />
      {card.groups.length > 0 ? (
        <Compared
          title={say('attrition.model.groups')}
          rows={card.groups.map((group) => ({ ...group, name: `${namedFeature(say, group.column)} ${group.value}` }))}
        />
      ) : null}
    </>
  )
}

interface ComparedProps {
  title: string
  rows: readonly { name: string; rows: number; said: number; came: number }[]
}

/** What was said beside what came true. */
export const Compared = ({ title, rows }: ComparedProps) => {
  const { say } = useWords()
  return (
    <table className="plain-table">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th />
          <th>{say('attrition.model.count')}</th>
          <th>{say('attrition.model.said')}</th>
          <th>{say('attrition.model.came')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <td className="text-cell">{row.name}</td>
            <td>{count(row.rows)}</td>
            <td>{share(row.said)}</td>
            <td>{share(row.came)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
