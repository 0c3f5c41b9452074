import { useCallback } from 'react'
import { Chart, tooltipFrame, type Palette } from './chart.tsx'
import { drawnYuan } from './chart-number.ts'
import type { MoneyLanguage } from './format/money.ts'
import { spokenMoney } from './money-axis.ts'

export interface SankeyNode {
  key: string
  name: string
  tone: 'in' | 'middle' | 'aside' | 'out'
  /** the column it stands in, from 0 */
  column: number
}
export interface SankeyLink {
  from: string
  to: string
  fen: string
}

interface MoneySankeyProps {
  nodes: readonly SankeyNode[]
  links: readonly SankeyLink[]
  language: MoneyLanguage
  label: string
  height: number
  /** little room: names stand inside */
  narrow: boolean
}

/** Money from where it comes to where it goes; the width of a band is its amount. */
export const MoneySankey = ({ nodes, links, language, label, height, narrow }: MoneySankeyProps) => {
  const option = useCallback(
    (palette: Palette) => {
      const colours = { in: palette.accent, middle: palette.muted, aside: palette.line, out: palette.warning }
      const names = new Map(nodes.map(({ key, name }) => [key, name]))
      const last = Math.max(...nodes.map(({ column }) => column))
      return {
        tooltip: {
          ...tooltipFrame(palette),
          trigger: 'item',
          formatter: ({ data }: { data: { about?: string } }) => data.about ?? '',
        },
        series: [
          {
            type: 'sankey',
            left: 4,
            right: 4,
            top: 6,
            bottom: 6,
            nodeWidth: narrow ? 8 : 12,
            nodeGap: narrow ? 20 : 17,
            draggable: false,
            layoutIterations: 0,
            emphasis: { focus: 'adjacency' },
            label: { color: palette.ink, fontSize: narrow ? 11 : 12, width: narrow ? 76 : 150, overflow: 'truncate' },
            lineStyle: { color: 'source', opacity: 0.28, curveness: 0.5 },
            data: nodes.map(({ key, name, tone, column }) => ({
              name: key,
              depth: column,
              itemStyle: { color: colours[tone], borderWidth: 0 },
              label: { formatter: name, position: column >= last - 1 ? 'left' : 'right' },
              about: name,
            })),
            links: links.map(({ from, to, fen }) => ({
              source: from,
              target: to,
              value: drawnYuan(fen),
              about: `${names.get(from) ?? ''} → ${names.get(to) ?? ''}<br/><b>${spokenMoney(fen, language)}</b>`,
            })),
          },
        ],
      }
    },
    [nodes, links, language, narrow],
  )
  return <Chart label={label} height={height} option={option} />
}
