import { lazy, Suspense, useMemo } from 'react'
import { useDark } from './appearance.ts'
import { Skeleton } from './states.tsx'

const EchartsCanvas = lazy(() => import('./echarts-canvas.tsx'))

export interface Palette {
  ink: string
  muted: string
  line: string
  surface: string
  accent: string
  accentSoft: string
  warning: string
}

const palettes: Record<'light' | 'dark', Palette> = {
  light: {
    ink: '#17211e',
    muted: '#66736e',
    line: '#e2e7e4',
    surface: '#ffffff',
    accent: '#0b6b5c',
    accentSoft: '#cbe2dd',
    warning: '#dd9560',
  },
  dark: {
    ink: '#e5ebe8',
    muted: '#8b9893',
    line: '#29312e',
    surface: '#202725',
    accent: '#3fb09b',
    accentSoft: '#1e453d',
    warning: '#b97845',
  },
}

interface ChartProps {
  /** what the picture shows, in words, for whoever cannot see it */
  label: string
  height: number
  option: (palette: Palette) => Record<string, unknown>
}

const font = "'PingFang SC','Microsoft YaHei','Noto Sans SC','Noto Sans CJK SC','Noto Sans SC Variable',sans-serif"

/** A chart in the colours of the page; its words are in `label`, since a canvas has none. */
export const Chart = ({ label, height, option }: ChartProps) => {
  const palette = palettes[useDark() ? 'dark' : 'light']
  const made = useMemo(
    () => ({
      animationDuration: 250,
      textStyle: { fontFamily: font, color: palette.muted, fontSize: 12 },
      ...option(palette),
    }),
    [option, palette],
  )
  return (
    <figure role="img" aria-label={label}>
      <Suspense fallback={<Skeleton height={height} />}>
        <EchartsCanvas option={made} height={height} />
      </Suspense>
    </figure>
  )
}

interface ValueAxis {
  splitNumber?: number
  /** does not have to begin at 0 */
  scale?: boolean
  min?: (range: { min: number; max: number }) => number | null
  max?: (range: { min: number; max: number }) => number | null
}

/** The parts that all our charts with a time axis share; `valueAxis` overrides what the value axis does by itself. */
export const timeFrame = (
  palette: Palette,
  categories: string[],
  formatValue: (value: number) => string,
  valueAxis: ValueAxis,
): Record<string, unknown> => ({
  grid: { left: 4, right: 8, top: 12, bottom: 4, containLabel: true },
  xAxis: {
    type: 'category',
    data: categories,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.line } },
    axisLabel: { color: palette.muted, fontSize: 11, interval: 0 },
  },
  yAxis: {
    type: 'value',
    splitNumber: 3,
    ...valueAxis,
    splitLine: { lineStyle: { color: palette.line } },
    axisLabel: { color: palette.muted, fontSize: 11, formatter: formatValue },
  },
})

/** A tooltip in the page's colours. */
export const tooltipFrame = (palette: Palette): Record<string, unknown> => ({
  trigger: 'axis',
  confine: true,
  backgroundColor: palette.surface,
  borderColor: palette.line,
  textStyle: { color: palette.ink, fontSize: 12 },
  axisPointer: { lineStyle: { color: palette.muted }, shadowStyle: { color: palette.line, opacity: 0.5 } },
})
