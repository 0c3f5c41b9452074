import type { PolicyKey } from './catalogue.ts'
import { valueInWords } from './words.rules.ts'

const whole = /^(0|[1-9]\d{0,17})$/

/** What is wrong with a value for a key, for people; undefined when it may be so. */
export function valueProblem(key: PolicyKey, value: string): string | undefined {
  switch (key.form) {
    case 'text':
      return /^[\w.@-]{1,64}$/.test(value) ? undefined : `${key.name.zh}只能用字母、数字和 . _ - @，最多 64 个字符`
    case 'words':
      return wordsProblem(key, value.split(' '))
    case 'code':
      return isCode(key, value) ? undefined : `${key.name.zh}只能是：${key.values.map(({ name }) => name.zh).join('、')}`
    case 'codes':
      return codesProblem(key, value.split(' '))
    case 'pairs':
      return pairsProblem(key, value.split(' '))
    case 'fen_or_none':
      return value === 'none' ? undefined : numberProblem(key, value)
    case 'fen_list':
      return listProblem(key, value.split(' '))
    default:
      return numberProblem(key, value)
  }
}

/** Words of letters, digits and _: a mistyped one would let something through, so none may be empty or met twice. */
function wordsProblem(key: PolicyKey, words: readonly string[]): string | undefined {
  if (!words.every((word) => /^[\p{Letter}\d_]{1,40}$/u.test(word)) || words.length > 60)
    return `${key.name.zh}应为最多 60 个词，之间空一格，只用汉字、字母、数字和 _`
  return new Set(words).size < words.length ? `${key.name.zh}有重复的词` : undefined
}

const isCode = ({ values }: PolicyKey, value: string) => values.some(({ code }) => code === value)

function codesProblem(key: PolicyKey, codes: readonly string[]): string | undefined {
  if (!codes.every((code) => isCode(key, code))) return `${key.name.zh}只能从以下选择：${key.values.map(({ name }) => name.zh).join('、')}`
  if (new Set(codes).size < codes.length) return `${key.name.zh}有重复的选项`
  return codes.includes('none') && codes.length > 1 ? `${key.name.zh}选了“无”就不能再选其他` : undefined
}

function pairsProblem(key: PolicyKey, pairs: readonly string[]): string | undefined {
  const parts = pairs.map((pair) => /^([a-z_]+):([a-z_0-9]+(?:\+[a-z_0-9]+)*)$/.exec(pair)?.slice(1))
  const known = (code: string) => isCode(key, code) || (key.max !== null && numberProblem({ ...key, form: 'count' }, code) === undefined)
  const formed = parts.every((part) => part !== undefined && isCode(key, part[0] ?? '') && (part[1] ?? '').split('+').every(known))
  if (!formed) {
    const numbers = key.max === null ? '' : `，以及 ${key.min ?? 0} 到 ${key.max} 的整数`
    return `${key.name.zh}应形如“岗位:内容+内容”，多组之间空一格，只能用：${key.values.map(({ code }) => code).join('、')}${numbers}`
  }
  return new Set(parts.map((part) => part?.[0])).size < pairs.length ? `${key.name.zh}中同一岗位只能出现一次` : undefined
}

function listProblem(key: PolicyKey, values: readonly string[]): string | undefined {
  const problem = values.map((value) => numberProblem(key, value)).find((one) => one !== undefined)
  if (problem) return problem
  const rising = values.every((value, index) => index === 0 || BigInt(value) > BigInt(values[index - 1] ?? 0))
  return rising && values.length <= 12 ? undefined : `${key.name.zh}要从小到大排列、不重复，最多 12 个`
}

function numberProblem(key: PolicyKey, value: string): string | undefined {
  if (!whole.test(value)) return `${key.name.zh}要填整数（${formWords(key)}）`
  const { min, max } = key
  const number = BigInt(value)
  if ((min === null || number >= BigInt(min)) && (max === null || number <= BigInt(max))) return undefined
  const said = (bound: number) =>
    valueInWords({ ...key, form: key.form === 'fen_list' || key.form === 'fen_or_none' ? 'fen' : key.form }, String(bound)).zh
  return `${key.name.zh}应在 ${said(min ?? 0)} 到 ${max === null ? '不限' : said(max)} 之间`
}

const formWords = ({ form }: PolicyKey) => (form.startsWith('fen') ? '分' : form === 'bp' || form === 'ratio' ? '万分之一' : form)

/**
 * What does not go together on one date, for people: a line that is not below the one it must be below. Looks at the pairs a key is part of.
 * `valueOf`: the values of the date.
 */
export function orderProblem(all: readonly PolicyKey[], changed: string, valueOf: (key: string) => string | undefined): string | undefined {
  for (const key of all.filter((one) => one.below !== null && (one.key === changed || one.below === changed))) {
    const upper = all.find((one) => one.key === key.below)
    const [low, high] = [valueOf(key.key), valueOf(key.below ?? '')]
    if (!upper || low === undefined || high === undefined || BigInt(low) < BigInt(high)) continue
    return `${key.name.zh}（${valueInWords(key, low).zh}）应小于${upper.name.zh}（${valueInWords(upper, high).zh}）`
  }
  return undefined
}
