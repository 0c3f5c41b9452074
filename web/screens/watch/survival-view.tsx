import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Curve } from '../../../server/modules/watch/contract.ts'
import { queries } from '../../api/client.ts'
import { useProblem } from '../../api/problem.ts'
import { useWords } from '../../i18n/index.ts'
import { count, percent } from '../../ui/format/rate.ts'
import { spokenMoney } from '../../ui/money-axis.ts'
import { Panel } from '../../ui/panel.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Empty } from '../../ui/states.tsx'
import { StepCurves } from '../../ui/step-curves.tsx'
import { SurvivalTable } from './survival-table.tsx'
import { placeOf } from './watch-query.ts'

const groupings = ['tier', 'products', 'programme', 'outlet', 'manager'] as const
type Grouping = (typeof groupings)[number]
/** More lines than this nobody can tell apart. */
const drawnAtMost = 8

/** Words of a curve's group. */
const useCurveName = (by: Grouping): ((curve: Pick<Curve, 'key' | 'name'>) => string) => {
  const { say, word } = useWords()
  return ({ key, name }) => {
    if (key === 'all') return say('watch.all')
    if (by === 'tier') return word('tier', key)
    if (by === 'products') return say(key === '6' ? 'watch.categoriesMore' : 'watch.categories', { count: key })
    if (by === 'programme') return say(`watch.programme.${key}`)
    return name ?? say('watch.noManager')
  }
}

const drawn = (curve: Curve, name: string) => ({
  key: curve.key,
  name,
  points: [
    { x: 0, y: 10_000, low: 10_000, high: 10_000 },
    ...curve.steps
      .filter(({ month }) => month > 0)
      .map(({ month, keptBp, lowBp, highBp }) => ({ x: month, y: keptBp, low: lowBp, high: highBp })),
  ],
})

const Curves = ({ all, curves, by }: { all: Curve; curves: readonly Curve[]; by: Grouping }) => {
  const { say } = useWords()
  const nameOf = useCurveName(by)
  const [chosen, choose] = useState('all')
  const lines = useMemo(() => [all, ...curves.filter(({ tooFew }) => !tooFew).slice(0, drawnAtMost - 1)], [all, curves])
  const pictures = lines.map((curve) => drawn(curve, nameOf(curve)))
  const said = lines.map((curve) => `${nameOf(curve)} ${percent(curve.steps.at(-1)?.keptBp ?? 10_000)}`).join('，')
  return (
    <>
      <StepCurves
        curves={pictures}
        chosen={chosen}
        label={`${say('watch.survival.title')} ${said}`}
        sayX={(month) => say('watch.monthShort', { month })}
        height={260}
      />
      <SurvivalTable
        rows={[all, ...curves].map((curve) => ({ curve, name: nameOf(curve), index: lines.indexOf(curve) }))}
        chosen={chosen}
        onChoose={choose}
      />
    </>
  )
}

/** M46: how long customers stay, by what they were when the watch began. */
export const SurvivalView = ({ institutionId }: { institutionId: number | undefined }) => {
  const { say, language } = useWords()
  const describe = useProblem()
  const [by, setBy] = useState<Grouping>('tier')
  const query = useQuery(queries.watch.survival.queryOptions({ input: { by, ...placeOf(institutionId) } }))
  return (
    <Panel title={say('watch.survival.title')}>
      <Segments
        label={say('watch.survival.by')}
        value={by}
        options={groupings.map((value) => ({ value, text: say(`watch.survival.by_${value}`) }))}
        onChange={setBy}
      />
      <QueryView query={query} loadingText={say('shell.loading')} retryText={say('shell.retry')} describe={describe}>
        {({ all, curves, entryFromFen, leftShareBp, leastCustomers }) => (
          <>
            <p className="watch-meaning">
              {say('watch.survival.meaning', {
                from: spokenMoney(entryFromFen, language),
                share: percent(leftShareBp, 0),
                least: leastCustomers,
              })}
            </p>
            {all.steps.every(({ month }) => month === 0) ? (
              <Empty compact title={say('watch.survival.none')} about={say('watch.survival.noneAbout', { count: count(all.customers) })} />
            ) : (
              <Curves key={by} all={all} curves={curves} by={by} />
            )}
          </>
        )}
      </QueryView>
    </Panel>
  )
}
