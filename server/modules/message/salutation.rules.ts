import { maskName } from '../privacy/index.ts'
import type { TemplateValues } from './template.rules.ts'

/** 张女士, 欧阳先生; undefined where the name is no Chinese one or the gender is not known: then a wording's fallback stands. */
export function salutationOf(name: string | null, gender: 'female' | 'male' | null): string | undefined {
  const family = familyNameOf(name)
  if (family === undefined || gender === null) return undefined
  return `${family}${gender === 'female' ? '女士' : '先生'}`
}

/** 张 of 张伟, 欧阳 of 欧阳娜娜. */
export function familyNameOf(name: string | null): string | undefined {
  const family = maskName(name)?.replaceAll('*', '') ?? ''
  return /^\p{Script=Han}+$/u.test(family) ? family : undefined
}

/** How customers are called in a letter, none of which makes two texts different: 张伟, 张女士, 张阿姨 … */
export function namesOf(name: string | null): string[] {
  const family = familyNameOf(name)
  if (name === null) return []
  if (family === undefined) return [name]
  const called = ['女士', '先生', '阿姨', '叔叔', '姐', '哥', '大姐', '大哥', '总', '老师', '奶奶', '爷爷', '伯伯', '伯母'].map(
    (title) => `${family}${title}`,
  )
  return [name, name.slice(family.length), ...called].filter((one) => one.length > 1)
}

/** What Liuke itself puts into a wording. `date` ISO. */
export function valuesOf(
  { name, gender, institutionName }: { name: string | null; gender: 'female' | 'male' | null; institutionName: string },
  writer: string,
  date: string,
): TemplateValues {
  const called = salutationOf(name, gender)
  const [, month = 0, day = 0] = date.split('-').map(Number)
  return {
    ...(called === undefined ? {} : { 称呼: called }),
    ...(name === null ? {} : { 姓名: name }),
    经理: writer,
    网点: institutionName,
    日期: `${month}月${day}日`,
  }
}
