import { useMemo } from 'react'
import { useWords } from '../../i18n/index.ts'
import { FlowBars } from '../../ui/flow-bars.tsx'
import { MoneyCurve } from '../../ui/money-curve.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { PanelProps } from './report-parts.ts'

/** How AUM and the money in and out went over the last months. */
export const CurvesPanel = ({ report }: PanelProps) => {
  const { say, language } = useWords()
  const { aumCurve, flowCurve } = report
  const points = useMemo(() => aumCurve.map((point) => ({ date: point.date, fen: point.aumFen })), [aumCurve])
  const months = useMemo(
    () => flowCurve.map((month) => ({ month: month.month, inFen: month.inflowFen, outFen: month.outflowFen })),
    [flowCurve],
  )
  return (
    <Panel className="curves-panel" title={say('report.curve')} about={say('report.curveAbout')}>
      <MoneyCurve points={points} language={language} label={say('report.curve')} height={128} />
      <h3 className="sub-title">{say('report.netFlow')}</h3>
      <FlowBars
        months={months}
        words={{ in: say('report.inflow'), out: say('report.outflow'), net: say('report.net') }}
        language={language}
        height={104}
      />
    </Panel>
  )
}
