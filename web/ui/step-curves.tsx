import { useCallback } from 'react'
import { Chart, tooltipFrame, type Palette } from './chart.tsx'
import { percent } from './format/rate.ts'

export interface StepCurve {
  key: string
  name: string
  /** in order of x; shares in basis points; begins with everybody */
  points: readonly { x: number; y: number; low: number; high: number }[]
}

interface StepCurvesProps {
  curves: readonly StepCurve[]
  /** the key of the curve that shows its interval */
  chosen: string | undefined
  label: string
  /** words for a place on the x axis */
  sayX: (x: number) => string
  height: number
}

const whole = 10_000

/** The lowest round place of the axis below which nothing is drawn: tenths of the whole. */
const floorOf = (curves: readonly StepCurve[]): number =>
  Math.max(0, Math.floor((Math.min(whole, ...curves.flatMap(({ points }) => points.map(({ low }) => low))) - 200) / 1000) * 1000)

const strokeOf = (index: number, palette: Palette): Record<string, unknown> => ({
  color: [palette.accent, palette.ink, palette.warning, palette.muted][index % 4],
  type: index >= 4 ? 'dashed' : index === 3 ? 'dotted' : 'solid',
})

/** The band of an interval: an unseen line at its lower bound, and the width above it filled. */
const bandOf = ({ points }: StepCurve, palette: Palette): Record<string, unknown>[] => [
  {
    type: 'line',
    step: 'end',
    stack: 'interval',
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
    data: points.map(({ x, low }) => [x, low]),
  },
  {
    type: 'line',
    step: 'end',
    stack: 'interval',
    symbol: 'none',
    silent: true,
    lineStyle: { opacity: 0 },
    areaStyle: { color: palette.accent, opacity: 0.16 },
    data: points.map(({ x, low, high }) => [x, high - low]),
  },
]

/** Shares that only ever go down, in steps, one line a group; the chosen one with its interval. */
export const StepCurves = ({ curves, chosen, label, sayX, height }: StepCurvesProps) => {
  const option = useCallback(
    (palette: Palette) => {
      const marked = curves.find(({ key }) => key === chosen)
      const last = Math.max(1, ...curves.flatMap(({ points }) => points.map(({ x }) => x)))
      return {
        grid: { left: 4, right: 12, top: 12, bottom: 4, containLabel: true },
        xAxis: {
          type: 'value',
          min: 0,
          max: last,
          interval: last > 6 ? 3 : 1,
          splitLine: { show: false },
          axisLine: { lineStyle: { color: palette.line } },
          axisLabel: { color: palette.muted, fontSize: 11, formatter: sayX },
        },
        yAxis: {
          type: 'value',
          min: floorOf(curves),
          max: whole,
          interval: (whole - floorOf(curves)) / 5,
          splitLine: { lineStyle: { color: palette.line } },
          axisLabel: { color: palette.muted, fontSize: 11, formatter: (bp: number) => percent(bp, 0) },
        },
        tooltip: {
          ...tooltipFrame(palette),
          formatter: (hovered: { seriesName: string; value: [number, number] }[]) => {
            const named = hovered.filter(({ seriesName }) => curves.some(({ name }) => name === seriesName))
            const [first] = named
            if (!first) return ''
            return [sayX(first.value[0]), ...named.map(({ seriesName, value }) => `${seriesName} <b>${percent(value[1])}</b>`)].join(
              '<br/>',
            )
          },
        },
        series: [
          ...(marked ? bandOf(marked, palette) : []),
          ...curves.map(({ key, name, points }, index) => ({
            type: 'line',
            name,
            step: 'end',
            symbol: 'none',
            z: key === chosen ? 4 : 3,
            lineStyle: { ...strokeOf(index, palette), width: key === chosen ? 3 : 1.5 },
            itemStyle: { color: strokeOf(index, palette)['color'] },
            data: points.map(({ x, y }) => [x, y]),
          })),
        ],
      }
    },
    [curves, chosen, sayX],
  )
  return <Chart label={label} height={height} option={option} />
}

/** What a curve of the picture looks like, for the table beside it. */
export const CurveKey = ({ index }: { index: number }) => (
  <i className={`curve-key curve-key-${index % 4} curve-dash-${index >= 4 ? 1 : 0}`} />
)
