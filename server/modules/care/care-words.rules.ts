import type { OccasionKind } from './care-terms.ts'

const topics: Record<string, string> = {
  food: '好吃的',
  travel: '旅行',
  pets: '家里的宠物',
  sport: '运动',
  reading: '读书',
  music: '音乐',
  garden: '养花',
  dance: '跳舞',
}
const relations: Record<string, string> = {
  spouse: '爱人',
  father: '父亲',
  mother: '母亲',
  son: '儿子',
  daughter: '女儿',
  sibling: '兄弟姐妹',
  grandparent: '老人',
  grandchild: '孙辈',
}
const titles: Partial<Record<OccasionKind, string>> = {
  birthday: '生日快乐',
  family_birthday: '生日祝福',
  wedding: '结婚纪念日快乐',
  exam: '金榜题名',
  move: '乔迁之喜',
  anniversary: '感谢相伴',
  congratulation: '贺信',
  thanks_deal: '感谢信',
  thanks: '致谢',
  apology: '致歉信',
  greeting: '问候',
}

/** The newest interest of a dossier, in the words it was told or by its topic. */
export function interestWords(facts: readonly { field: string; topic: string | null; text: string | null }[]): string | undefined {
  const interest = facts.find(({ field }) => field === 'interest')
  return interest?.text ?? (interest?.topic ? topics[interest.topic] : undefined) ?? undefined
}

/** A member of the family as one speaks of them; undefined for who is not said. */
export const relationWords = (relation: string | null): string | undefined => (relation === null ? undefined : relations[relation])

/** What stands above a letter or card. */
export const titleOf = (kind: OccasionKind, festival: string | null): string | null =>
  festival === null ? (titles[kind] ?? null) : `${festival}快乐`
