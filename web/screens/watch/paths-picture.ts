import type { FlowPath } from '../../../server/modules/watch/contract.ts'
import type { SankeyLink, SankeyNode } from '../../ui/money-sankey.tsx'

type Side = 'in' | 'out'
const columns: Record<Side, number> = { in: 0, out: 4 }
const fenOf = (path: FlowPath, side: Side): bigint => BigInt(side === 'in' ? path.inflowFen : path.outflowFen)
const least = (one: bigint, other: bigint): bigint => (one < other ? one : other)

export interface PictureWords {
  path: (path: Pick<FlowPath, 'form' | 'bank'>) => string
  rest: string
  inflow: string
  outflow: string
  through: string
  stays: string
  fromStock: string
}

/**
 * Where money comes from (at most so many bands of their own a side, the rest is one), what of it only passes through, what stays, what goes beside it from what was here, and where it goes (M06). Empty when nothing flowed.
 * `through` is fen, null = not known.
 */
export function pictureOf(
  paths: readonly FlowPath[],
  through: string | null,
  words: PictureWords,
  bandsAtMost: number,
): { nodes: SankeyNode[]; links: SankeyLink[] } {
  const sum = (side: Side) => paths.reduce((total, path) => total + fenOf(path, side), 0n)
  const [inflow, outflow] = [sum('in'), sum('out')]
  const passed = least(BigInt(through ?? '0'), least(inflow, outflow))
  const nodes: SankeyNode[] = []
  const links: SankeyLink[] = []
  const add = (from: string, to: string, fen: bigint): void => {
    if (fen > 0n) links.push({ from, to, fen: fen.toString() })
  }
  for (const side of ['in', 'out'] as const) {
    const ordered = paths
      .filter((path) => fenOf(path, side) > 0n)
      .toSorted((one, other) => (fenOf(one, side) > fenOf(other, side) ? -1 : 1))
    const [own, rest] = [ordered.slice(0, bandsAtMost), ordered.slice(bandsAtMost)]
    for (const path of own) {
      const key = `${side} ${path.form} ${path.bank}`
      nodes.push({ key, name: words.path(path), tone: side, column: columns[side] })
      if (side === 'in') add(key, 'inflow', fenOf(path, side))
      else add('outflow', key, fenOf(path, side))
    }
    const restFen = rest.reduce((total, path) => total + fenOf(path, side), 0n)
    if (restFen > 0n) {
      nodes.push({ key: `${side} rest`, name: words.rest, tone: side, column: columns[side] })
      if (side === 'in') add('in rest', 'inflow', restFen)
      else add('outflow', 'out rest', restFen)
    }
  }
  add('inflow', 'stays', inflow - passed)
  add('inflow', 'through', passed)
  add('through', 'outflow', passed)
  add('stock', 'outflow', outflow - passed)
  const used = new Set(links.flatMap(({ from, to }) => [from, to]))
  const middle: SankeyNode[] = [
    { key: 'inflow', name: words.inflow, tone: 'middle', column: 1 },
    { key: 'stays', name: words.stays, tone: 'in', column: 2 },
    { key: 'through', name: words.through, tone: 'aside', column: 2 },
    { key: 'stock', name: words.fromStock, tone: 'out', column: 2 },
    { key: 'outflow', name: words.outflow, tone: 'middle', column: 3 },
  ]
  return { nodes: [...nodes, ...middle].filter(({ key }) => used.has(key)), links }
}
