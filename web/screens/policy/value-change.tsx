import type { PolicyWords } from '../../../server/modules/policy/contract.ts'
import { useBoth } from './use-both.ts'

/** Old → new; the old one pale. */
export const ValueChange = ({ from, to }: { from: PolicyWords | null; to: PolicyWords }) => {
  const both = useBoth()
  return (
    <span className="value-change">
      {from ? (
        <>
          <del>{both(from)}</del> <span aria-hidden="true">→</span>{' '}
        </>
      ) : null}
      <ins>{both(to)}</ins>
    </span>
  )
}
