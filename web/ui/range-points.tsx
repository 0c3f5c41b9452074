import { useCallback } from 'react'
import { Chart, tooltipFrame, type Palette } from './chart.tsx'
import { percent } from './format/rate.ts'

interface RangePointsProps {
  /** shares in basis points with their interval, in order of x */
  points: readonly { x: number; y: number; low: number; high: number; name: string }[]
  /** places on the x axis to compare with */
  marks: readonly { x: number; name: string }[]
  label: string
  sayX: (x: number) => string
  height: number
}

/** Shares with their intervals along a scale, and places on the scale to compare with. */
export const RangePoints = ({ points, marks, label, sayX, height }: RangePointsProps) => {
  const option = useCallback(
    (palette: Palette) => {
      const top = Math.max(100, ...points.map(({ high }) => high))
      const last = Math.max(6, ...points.map(({ x }) => x))
      return {
        grid: { left: 4, right: 14, top: 26, bottom: 4, containLabel: true },
        xAxis: {
          type: 'value',
          min: 0,
          max: last,
          interval: 1,
          splitLine: { show: false },
          axisLine: { lineStyle: { color: palette.line } },
          axisLabel: { color: palette.muted, fontSize: 11, formatter: sayX },
        },
        yAxis: {
          type: 'value',
          min: 0,
          max: Math.ceil(top / 500) * 500,
          splitNumber: 4,
          splitLine: { lineStyle: { color: palette.line } },
          axisLabel: { color: palette.muted, fontSize: 11, formatter: (bp: number) => percent(bp, 0) },
        },
        tooltip: {
          ...tooltipFrame(palette),
          trigger: 'item',
          formatter: ({ data }: { data: { about?: string } }) => data.about ?? '',
        },
        series: [
          ...points.map(({ x, low, high }) => ({
            type: 'line',
            silent: true,
            symbol: 'rect',
            symbolSize: [11, 2],
            lineStyle: { color: palette.accent, width: 2, opacity: 0.55 },
            itemStyle: { color: palette.accent, opacity: 0.55 },
            data: [
              [x, low],
              [x, high],
            ],
          })),
          {
            type: 'line',
            symbol: 'circle',
            symbolSize: 9,
            lineStyle: { color: palette.accent, width: 1.5 },
            itemStyle: { color: palette.accent },
            data: points.map(({ x, y, low, high, name }) => ({
              value: [x, y],
              about: `${name}<br/><b>${percent(y)}</b> (${percent(low)} – ${percent(high)})`,
            })),
          },
          ...marks.map(({ x, name }) => ({
            type: 'line',
            symbol: 'none',
            silent: true,
            lineStyle: { color: palette.warning, width: 1.5, type: 'dashed' },
            endLabel: { show: true, formatter: name, color: palette.muted, fontSize: 11, align: 'center', offset: [-5, -12] },
            data: [
              [x, 0],
              [x, Math.ceil(top / 500) * 500],
            ],
          })),
        ],
      }
    },
    [points, marks, sayX],
  )
  return <Chart label={label} height={height} option={option} />
}
