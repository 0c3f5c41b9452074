import { staffRoles, type StaffRole } from '../../../server/modules/organisation/index.ts'
import type { RouteRule } from '../rule.ts'
import { aboutCustomer } from './privacy.ts'

const caring: readonly StaffRole[] = ['relationship_manager', 'outlet_president']
const plain =
  (input: object = {}): RouteRule['places'] =>
  () => ({ inside: input, outside: [], none: undefined })

export const careRules: Record<string, RouteRule> = {
  'care.list': { allowed: caring, absent: 'nothing', places: plain() },
  'care.suggest': { allowed: caring, absent: 'not found', places: aboutCustomer({ kind: 'birthday' }) },
  'care.blocks': { allowed: staffRoles.filter((role) => role !== 'teller'), absent: 'nothing', places: plain() },
  'care.saveBlocks': {
    allowed: ['head_office'],
    absent: 'nothing',
    places: plain({ kind: 'day', blocks: [{ part: 'opening', body: '{称呼|您}好' }] }),
  },
}
