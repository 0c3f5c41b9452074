import { useState } from 'react'
import './tree-picker.css'

export interface TreeNode {
  id: number
  name: string
  parentId: number | null
  note?: string
}

interface TreePickerProps {
  /** parents first */
  nodes: readonly TreeNode[]
  value: number
  findText: string
  noneText: string
  onPick: (id: number) => void
}

/** Nodes at most this many are shown; whoever has more narrows them by typing. */
const shownAtMost = 300

const depths = (nodes: readonly TreeNode[]): Map<number, number> => {
  const depth = new Map<number, number>()
  for (const node of nodes) depth.set(node.id, node.parentId === null ? 0 : (depth.get(node.parentId) ?? -1) + 1)
  return depth
}

/** Children under their parents, in the order given. */
const inTreeOrder = (nodes: readonly TreeNode[]): TreeNode[] => {
  const known = new Set(nodes.map((node) => node.id))
  const children = Map.groupBy(nodes, (node) => (node.parentId !== null && known.has(node.parentId) ? node.parentId : undefined))
  const walk = (parent: number | undefined): TreeNode[] => (children.get(parent) ?? []).flatMap((node) => [node, ...walk(node.id)])
  return walk(undefined)
}

/** A tree as an indented list with a box to find a node by its name. */
export const TreePicker = ({ nodes, value, findText, noneText, onPick }: TreePickerProps) => {
  const [text, setText] = useState('')
  const depth = depths(nodes)
  const found = inTreeOrder(nodes)
    .filter((node) => node.name.toLowerCase().includes(text.trim().toLowerCase()))
    .slice(0, shownAtMost)
  return (
    <div className="tree-picker">
      {nodes.length > 8 ? (
        <input
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={findText}
          aria-label={findText}
          autoFocus
        />
      ) : null}
      {found.length === 0 ? <p className="tree-none">{noneText}</p> : null}
      <ul>
        {found.map((node) => (
          <li key={node.id}>
            <button
              type="button"
              aria-current={node.id === value}
              onClick={() => onPick(node.id)}
              style={{ paddingLeft: 10 + (text === '' ? (depth.get(node.id) ?? 0) * 18 : 0) }}
            >
              {node.name}
              {node.note ? <span className="tree-note">{node.note}</span> : null}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
