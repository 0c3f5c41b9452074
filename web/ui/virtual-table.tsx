import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef, type MouseEvent, type ReactNode } from 'react'
import { useListKeys } from './list-keys.ts'
import { Skeleton } from './states.tsx'
import './virtual-table.css'

export interface Column<Row> {
  key: string
  title: string
  width: number
  end?: boolean
  sortable?: boolean
  render: (row: Row) => ReactNode
}

export interface SortState {
  key: string
  direction: 'ascending' | 'descending'
}

interface VirtualTableProps<Row> {
  label: string
  columns: readonly Column<Row>[]
  count: number
  /** undefined while the row is on its way */
  rowAt: (index: number) => Row | undefined
  /** the rows in sight, whenever they change */
  onRange: (first: number, last: number) => void
  onOpen: (row: Row) => void
  sort: SortState
  onSort: (key: string) => void
  /** names the list: coming back to the same one finds the same place */
  memory: string
}

const rowHeight = 38
const scrolled = new Map<string, number>()

interface TableRowProps<Row> {
  index: number
  top: number
  row: Row | undefined
  columns: readonly Column<Row>[]
  template: string
  active: boolean
}

/** One row. While somebody scrolls, rows that stay in sight are not rendered again. */
const TableRow = memo(<Row,>({ index, top, row, columns, template, active }: TableRowProps<Row>) => (
  <div
    id={`row-${index}`}
    data-index={index}
    role="row"
    aria-rowindex={index + 2}
    aria-selected={active}
    className="vtable-row"
    style={{ transform: `translateY(${top}px)`, height: rowHeight, gridTemplateColumns: template }}
  >
    {columns.map((column) => (
      <div key={column.key} role="gridcell" className={`vtable-cell ${column.end ? 'vtable-end' : ''}`}>
        {row === undefined ? <Skeleton width="60%" height={10} /> : column.render(row)}
      </div>
    ))}
  </div>
)) as <Row>(props: TableRowProps<Row>) => ReactNode

/** A table of any length: only the rows in sight exist. Head and first column stay in place. */
export const VirtualTable = <Row,>({ label, columns, count, rowAt, onRange, onOpen, sort, onSort, memory }: VirtualTableProps<Row>) => {
  const frame = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    paddingStart: 36,
    scrollPaddingStart: 36,
    initialOffset: scrolled.get(memory) ?? 0,
    onChange: (instance) => scrolled.set(memory, instance.scrollOffset ?? 0),
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => onRange(first, last), [first, last, onRange])
  const openAt = (index: number) => {
    const row = rowAt(index)
    if (row !== undefined) onOpen(row)
  }
  const { active, setActive } = useListKeys(count, memory, openAt, (index) => virtualizer.scrollToIndex(index))
  const press = (event: MouseEvent) => {
    const index = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]')?.dataset['index'] : undefined
    if (index === undefined) return
    setActive(Number(index))
    openAt(Number(index))
  }
  const width = columns.reduce((sum, column) => sum + column.width, 0)
  const template = columns
    .map((column, index) => (index === columns.length - 1 ? `minmax(${column.width}px, 1fr)` : `${column.width}px`))
    .join(' ')

  return (
    <div
      ref={frame}
      className="vtable"
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      tabIndex={0}
      aria-activedescendant={active >= 0 ? `row-${active}` : undefined}
    >
      <div className="vtable-inner" style={{ height: virtualizer.getTotalSize(), minWidth: width }} onClick={press}>
        <div className="vtable-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
          {columns.map((column) => (
            <div
              key={column.key}
              role="columnheader"
              className={`vtable-cell ${column.end ? 'vtable-end' : ''}`}
              aria-sort={sort.key === column.key ? sort.direction : undefined}
            >
              {column.sortable === false ? (
                <span>{column.title}</span>
              ) : (
                <button type="button" className="vtable-sort" onClick={() => onSort(column.key)}>
                  {column.title}
                </button>
              )}
            </div>
          ))}
        </div>
        {items.map((item) => (
          <TableRow
            key={item.key}
            index={item.index}
            top={item.start}
            row={rowAt(item.index)}
            columns={columns}
            template={template}
            active={item.index === active}
          />
        ))}
      </div>
    </div>
  )
}
