import type { Fact } from '../../../server/modules/dossier/contract.ts'
import { useWords } from '../../i18n/index.ts'

const [width, height, ring, across] = [320, 190, 66, 116]
const most = 8
const above = ['father', 'mother', 'grandparent']
const below = ['son', 'daughter', 'grandchild']

/** Elders above, children below, the others beside: where each stands around the customer. */
function places(relations: readonly string[]): { x: number; y: number }[] {
  const rows = [above, below].map((kinds) => relations.filter((one) => kinds.includes(one)).length)
  const beside = relations.length - (rows[0] ?? 0) - (rows[1] ?? 0)
  const met = { above: 0, below: 0, beside: 0 }
  return relations.map((relation) => {
    const row = above.includes(relation) ? 'above' : below.includes(relation) ? 'below' : 'beside'
    const index = met[row]++
    if (row === 'beside') {
      const level = Math.floor(index / 2) - (Math.ceil(beside / 2) - 1) / 2
      return { x: width / 2 + (index % 2 === 0 ? across : -across), y: height / 2 + level * 34 }
    }
    const count = rows[row === 'above' ? 0 : 1] ?? 1
    return {
      x: width / 2 + (index - (count - 1) / 2) * Math.min(96, (width - 70) / count),
      y: height / 2 + (row === 'above' ? -ring : ring),
    }
  })
}

/** The family around the customer, as a picture; the list beside it says the same in words. */
export const FamilyGraph = ({ family }: { family: readonly Fact[] }) => {
  const { say, word } = useWords()
  const shown = family.flatMap(({ id, detail, stale }) => (detail.field === 'family' ? [{ id, stale, ...detail }] : [])).slice(0, most)
  const at = places(shown.map(({ relation }) => relation))
  const levels = [height / 2, ...at.map(({ y }) => y)]
  const [top, bottom] = [Math.min(...levels) - 28, Math.max(...levels) + 28]
  return (
    <svg className="family-graph" viewBox={`0 ${top} ${width} ${bottom - top}`} role="img" aria-label={say('facts.graph')}>
      {shown.map(({ id, stale }, index) => (
        <line key={id} className={stale ? 'stale' : ''} x1={width / 2} y1={height / 2} x2={at[index]?.x} y2={at[index]?.y} />
      ))}
      <circle className="centre" cx={width / 2} cy={height / 2} r={24} />
      <text className="centre" x={width / 2} y={height / 2 + 4}>
        {say('facts.customer')}
      </text>
      {shown.map(({ id, relation, name }, index) => {
        const { x, y } = at[index] ?? { x: 0, y: 0 }
        return (
          <g key={id}>
            <rect x={x - 36} y={y - 17} width={72} height={34} rx={8} />
            <text x={x} y={y + (name === null ? 4 : -2)}>
              {word('relation', relation)}
            </text>
            {name === null ? null : (
              <text className="family-name" x={x} y={y + 12}>
                {[...name].length > 6 ? `${[...name].slice(0, 5).join('')}…` : name}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}
