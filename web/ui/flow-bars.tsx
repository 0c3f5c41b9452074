import { useCallback } from 'react'
import { Chart, timeFrame, tooltipFrame, type Palette } from './chart.tsx'
import { drawnYuan } from './chart-number.ts'
import { monthOf } from './format/date.ts'
import type { MoneyLanguage } from './format/money.ts'
import { axisMoney, monthTick, spokenMoney } from './money-axis.ts'

interface FlowBarsProps {
  /** oldest first; null = not known, no bar */
  months: readonly { month: string; inFen: string | null; outFen: string | null }[]
  words: { in: string; out: string; net: string }
  language: MoneyLanguage
  height: number
}

const netOf = (month: FlowBarsProps['months'][number]): string | null =>
  month.inFen === null || month.outFen === null ? null : (BigInt(month.inFen) - BigInt(month.outFen)).toString()

/** What came in less what went out, by month: in the accent above the line, in the warning colour below. */
export const FlowBars = ({ months, words, language, height }: FlowBarsProps) => {
  const option = useCallback(
    (palette: Palette) => ({
      ...timeFrame(
        palette,
        months.map((month) => monthTick(month.month)),
        axisMoney(language),
        { splitNumber: 2 },
      ),
      tooltip: {
        ...tooltipFrame(palette),
        axisPointer: { type: 'shadow' },
        formatter: (hovered: { dataIndex: number }[]) => {
          const month = months[hovered[0]?.dataIndex ?? 0]
          if (!month) return ''
          return [
            monthOf(month.month),
            `${words.in} ${spokenMoney(month.inFen, language)}`,
            `${words.out} ${spokenMoney(month.outFen, language)}`,
            `<b>${words.net} ${spokenMoney(netOf(month), language)}</b>`,
          ].join('<br/>')
        },
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 18,
          data: months.map((month) => {
            const net = netOf(month)
            if (net === null) return null
            const below = net.startsWith('-')
            return {
              value: drawnYuan(net),
              itemStyle: { color: below ? palette.warning : palette.accent, borderRadius: below ? [0, 0, 2, 2] : [2, 2, 0, 0] },
            }
          }),
        },
      ],
    }),
    [months, words.in, words.out, words.net, language],
  )
  return (
    <Chart
      label={`${words.net} ${months.map((month) => `${monthOf(month.month)} ${spokenMoney(netOf(month), language)}`).join('，')}`}
      height={height}
      option={option}
    />
  )
}
