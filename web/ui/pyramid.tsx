import './pyramid.css'

export interface Layer {
  key: string
  /** own size ÷ the benchmark's, in basis points; undefined = cannot be said */
  againstBp: number | undefined
}

interface PyramidProps {
  /** top first */
  layers: readonly Layer[]
  label: string
  /** height of one layer in pixels; the picture is layers × height high */
  layerHeight: number
}

const width = 320
/** Share of the half width that the benchmark's outline takes at the base; the rest is room for what lies above it. */
const benchmarkHalf = 112
const topHalf = 14
/** A layer three times its benchmark, or a third of it, is drawn at the limit. */
const limits = { least: 0.12, most: 1.4 }

/** Equal steps of ratio draw equal steps of width: twice and half the benchmark are as far from its line. */
const stretch = (againstBp: number): number => {
  if (againstBp <= 0) return limits.least
  return Math.min(limits.most, Math.max(limits.least, 1 + Math.log2(againstBp / 10_000) * 0.6))
}

/** Layers of a pyramid: the dashed outline is the benchmark, the filled part is as much wider or narrower as the own size is. */
export const Pyramid = ({ layers, label, layerHeight }: PyramidProps) => {
  const height = layers.length * layerHeight
  const half = (y: number): number => topHalf + ((benchmarkHalf - topHalf) * y) / height
  const shape = (index: number, factor: number, gap: number): string => {
    const [top, bottom] = [index * layerHeight + gap, (index + 1) * layerHeight - gap]
    const [a, b] = [half(top) * factor, half(bottom) * factor]
    const middle = width / 2
    return `M${middle - a} ${top}H${middle + a}L${middle + b} ${bottom}H${middle - b}Z`
  }
  return (
    <svg className="pyramid" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={label} style={{ height }}>
      {layers.map((layer, index) => (
        <g key={layer.key}>
          {layer.againstBp === undefined ? null : (
            <path className={`own layer-${index + 1}`} d={shape(index, stretch(layer.againstBp), 2)} />
          )}
          <path className="benchmark" d={shape(index, 1, 2)} />
        </g>
      ))}
    </svg>
  )
}
