import { useCallback } from 'react'
import { Chart, timeFrame, tooltipFrame, type Palette } from './chart.tsx'
import { drawnYuan } from './chart-number.ts'
import type { MoneyLanguage } from './format/money.ts'
import { axisMoney, monthTick, spokenMoney } from './money-axis.ts'

interface MoneyCurveProps {
  /** oldest first; null = not known, a gap in the line */
  points: readonly { date: string; fen: string | null }[]
  language: MoneyLanguage
  label: string
  height: number
}

/** At least this share of the highest value is shown from bottom to top, so that a flat line looks flat. */
const leastSpan = 0.05

/** The ends of the value axis where the values themselves span too little, on round numbers; null leaves them to the chart. */
const widened = ({ min, max }: { min: number; max: number }): { min: number; max: number } | null => {
  const least = Math.max(Math.abs(max) * leastSpan, 1)
  if (max - min >= least) return null
  const step = 10 ** Math.ceil(Math.log10(least) - 1)
  const middle = (min + max) / 2
  const low = Math.floor((middle - least / 2) / step) * step
  return { min: min >= 0 ? Math.max(0, low) : low, max: Math.ceil((middle + least / 2) / step) * step }
}

/** An amount over time. */
export const MoneyCurve = ({ points, language, label, height }: MoneyCurveProps) => {
  const option = useCallback(
    (palette: Palette) => ({
      ...timeFrame(
        palette,
        points.map((point) => monthTick(point.date)),
        axisMoney(language),
        { scale: true, min: (range) => widened(range)?.min ?? null, max: (range) => widened(range)?.max ?? null },
      ),
      tooltip: {
        ...tooltipFrame(palette),
        formatter: (hovered: { dataIndex: number }[]) => {
          const point = points[hovered[0]?.dataIndex ?? 0]
          return point ? `${point.date}<br/><b>${spokenMoney(point.fen, language)}</b>` : ''
        },
      },
      series: [
        {
          type: 'line',
          data: points.map((point) => (point.fen === null ? null : drawnYuan(point.fen))),
          symbol: 'circle',
          symbolSize: 5,
          showSymbol: points.length < 3,
          lineStyle: { width: 2, color: palette.accent },
          itemStyle: { color: palette.accent },
          areaStyle: { color: palette.accent, opacity: 0.08 },
        },
      ],
    }),
    [points, language],
  )
  return (
    <Chart
      label={`${label} ${points.map((point) => `${point.date} ${spokenMoney(point.fen, language)}`).join('，')}`}
      height={height}
      option={option}
    />
  )
}
