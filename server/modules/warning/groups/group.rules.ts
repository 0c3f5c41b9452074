import { findForbidden, type ForbiddenList } from '../../../../learn/index.ts'
import { filter, type Filter } from '../../customer/contract.ts'
import { figures, type Figure } from '../../customer/figures.ts'
import type { Condition } from './contract.ts'

/** Only who counts in rates is in a group: not the dead, those the bank closed, or code N (M96a). */
export const counted: Filter = { figure: 'bucket', op: 'in', values: ['counted'] }

/** What tells who somebody is, and is no condition of a group. */
const identities: readonly string[] = ['name', 'customer_no', 'manager', 'institution']

const known = (name: string): Figure | undefined => Object.entries<Figure>(figures).find(([key]) => key === name)?.[1]

/** Where a figure comes from: its column and the codes it can hold. */
const sourcesOf = (name: string): readonly string[] => {
  const figure = known(name)
  return figure ? [figure.column, ...(figure.values ?? [])] : []
}

/** The conditions of a group, or why they make none, in words for people: what policy keeps out by name or source, what is no figure, what tells who somebody is (M11, M96a, M98). */
export function conditionsOf(asked: readonly Condition[], lists: readonly ForbiddenList[]): { filters: Filter[] } | { problem: string } {
  const names = asked.map(({ figure }) => figure)
  const [forbidden] = findForbidden(names, lists, sourcesOf)
  if (forbidden) {
    const reason = forbidden.reason.replace('用于打分', '用于圈定客群')
    return {
      problem: `不能用「${forbidden.column}」圈定客群：${reason}（${forbidden.by === 'name' ? '名称' : '来源'}含「${forbidden.met}」）`,
    }
  }
  const identity = names.find((name) => identities.includes(name))
  if (identity !== undefined) return { problem: '客群按客户的情况圈定，不能按姓名、客户号、经理或机构挑人' }
  const unknown = names.find((name) => !known(name))
  if (unknown !== undefined) return { problem: `没有「${unknown}」这一项，请从列表中选择` }
  const parsed = filter.array().safeParse(asked)
  return parsed.success ? { filters: parsed.data } : { problem: parsed.error.issues[0]?.message ?? '条件不完整' }
}
