import { BarChart, LineChart, SankeyChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use as register, type EChartsCoreOption, type EChartsType } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

register([BarChart, LineChart, SankeyChart, GridComponent, TooltipComponent, CanvasRenderer])

interface CanvasProps {
  option: EChartsCoreOption
  height: number
  onPick?: ((index: number) => void) | undefined
}

/** The chart library and its canvas, apart from everything else so that it is fetched only where a picture is shown. */
const EchartsCanvas = ({ option, height, onPick }: CanvasProps) => {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(undefined)
  useEffect(() => {
    if (!place.current) return
    const made = init(place.current)
    chart.current = made
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(place.current)
    return () => {
      watch.disconnect()
      made.dispose()
    }
  }, [])
  useEffect(() => chart.current?.setOption(option, { notMerge: true }), [option])
  useEffect(() => {
    const target = chart.current
    if (!target || !onPick) return
    const pick = (event: { dataIndex?: number }) => event.dataIndex !== undefined && onPick(event.dataIndex)
    target.on('click', pick)
    return () => {
      target.off('click', pick)
    }
  }, [onPick])
  return <div ref={place} style={{ height }} />
}

export default EchartsCanvas
