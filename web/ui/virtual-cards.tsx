import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type ReactNode } from 'react'
import { Skeleton } from './states.tsx'
import './virtual-table.css'

interface VirtualCardsProps<Row> {
  label: string
  count: number
  height: number
  rowAt: (index: number) => Row | undefined
  onRange: (first: number, last: number) => void
  render: (row: Row) => ReactNode
  memory: string
}

const scrolled = new Map<string, number>()

/** The same long list for a phone: one card a row. */
export const VirtualCards = <Row,>({ label, count, height, rowAt, onRange, render, memory }: VirtualCardsProps<Row>) => {
  const frame = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: 6,
    initialOffset: scrolled.get(memory) ?? 0,
    onChange: (instance) => scrolled.set(memory, instance.scrollOffset ?? 0),
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => onRange(first, last), [first, last, onRange])
  return (
    <div ref={frame} className="vcards">
      <ul className="vcards-inner" aria-label={label} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const row = rowAt(item.index)
          return (
            <li key={item.key} className="vcard" aria-setsize={count} aria-posinset={item.index + 1} style={{ top: item.start, height }}>
              {row === undefined ? <Skeleton height={height - 12} /> : render(row)}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
