import type { PolicyWords } from '../../../server/modules/policy/contract.ts'
import { useBoth } from './use-both.ts'
import { ValueChange } from './value-change.tsx'

export interface NamedChange {
  key: string
  name: PolicyWords
  from: PolicyWords
  to: PolicyWords
}

/** Values that change, one a line: name, old → new. */
export const ChangeTable = ({ changes }: { changes: readonly NamedChange[] }) => {
  const both = useBoth()
  return (
    <ul className="change-table">
      {changes.map(({ key, name, from, to }) => (
        <li key={key}>
          <span>{both(name)}</span>
          <ValueChange from={from} to={to} />
        </li>
      ))}
    </ul>
  )
}
