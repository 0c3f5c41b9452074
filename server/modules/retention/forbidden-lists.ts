import type { ForbiddenList } from '../../../learn/index.ts'
import type { Policies } from '../policy/index.ts'

/** What policy keeps out of a model of who leaves, by name and by source (M96a, M98). */
export function forbiddenLists(policies: Policies): ForbiddenList[] {
  const list = (key: string, reason: string): ForbiddenList => {
    const words = policies.code(`learn.forbidden_${key}`).split(' ')
    return { reason, names: words, sources: words }
  }
  return [
    list('health', '健康信息不得用于打分'),
    list('children', '儿童信息不得用于打分'),
    list('not_for_marketing', '不适用营销(N)标记不得用于打分'),
    list('sensitive', '敏感个人信息不得用于打分'),
  ]
}
