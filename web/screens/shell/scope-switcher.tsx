import type { Me } from '../../../server/modules/organisation/contract.ts'
import { useWords } from '../../i18n/index.ts'
import { Flyout } from '../../ui/flyout.tsx'
import { Icon } from '../../ui/icons.tsx'
import { TreePicker } from '../../ui/tree-picker.tsx'
import { useScope } from './scope.ts'

/** Which institution the screens speak of; a person with only one sees its name. */
export const ScopeSwitcher = ({ me }: { me: Me }) => {
  const { say, word } = useWords()
  const { institution, pick } = useScope(me)
  if (!institution) return null
  if (me.institutions.length === 1) return <span className="scope-only">{institution.name}</span>
  const nodes = me.institutions.map((node) => ({
    ...node,
    note: node.clusterRole ? word('cluster_role', node.clusterRole) : word('level', node.level),
  }))
  return (
    <Flyout
      className="scope"
      label={`${say('shell.scope')}：${institution.name}`}
      button={
        <>
          <Icon name="institution" size={16} />
          <span className="scope-name">{institution.name}</span>
          <Icon name="down" size={14} />
        </>
      }
    >
      {(close) => (
        <TreePicker
          nodes={nodes}
          value={institution.id}
          findText={say('shell.scopeFind')}
          noneText={say('shell.scopeNone')}
          onPick={(id) => {
            close()
            pick(id)
          }}
        />
      )}
    </Flyout>
  )
}
