/** What a wording may have put in: names as they stand between { and }. The first six Liuke fills in itself, the others whoever writes. */
export const templateVariables = [
  '称呼',
  '姓名',
  '经理',
  '网点',
  '日期',
  '节日',
  '年数',
  '兴趣',
  '家人',
  '产品',
  '到期日',
  '活动',
  '时间',
  '地点',
  '链接',
  '事由',
  '原经理',
  '事项',
] as const
export type TemplateVariable = (typeof templateVariables)[number]
export type TemplateValues = Partial<Record<TemplateVariable, string>>

const slot = /\{([^{}|]*)(?:\|([^{}|]*))?\}/gu
const isKnown = (name: string): name is TemplateVariable => (templateVariables as readonly string[]).includes(name)

/** What is wrong with a wording: a variable that does not exist, or a brace without its other half; with where it stands. */
export interface TemplateProblem {
  problem: 'unknown_variable' | 'stray_brace'
  text: string
  from: number
}

export function templateProblem(body: string): TemplateProblem | undefined {
  for (const { 0: text, 1: name = '', index } of body.matchAll(slot)) {
    if (!isKnown(name.trim())) return { problem: 'unknown_variable', text, from: index }
  }
  const stray = /[{}]/u.exec(body.replaceAll(slot, (found) => ' '.repeat(found.length)))
  return stray ? { problem: 'stray_brace', text: stray[0], from: stray.index } : undefined
}

/** A wording with its variables put in; those without value and without fallback are named instead. */
export function renderTemplate(body: string, values: TemplateValues): { text: string } | { missing: TemplateVariable[] } {
  const missing = new Set<TemplateVariable>()
  const text = body.replaceAll(slot, (_, name: string, fallback?: string) => {
    const known = name.trim()
    const value = isKnown(known) ? values[known]?.trim() : undefined
    if (value) return value
    if (fallback === undefined && isKnown(known)) missing.add(known)
    return fallback ?? ''
  })
  return missing.size > 0 ? { missing: [...missing] } : { text }
}
