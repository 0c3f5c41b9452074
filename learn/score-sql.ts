import { greatestShared } from './share.ts'
import { columnsRead, pointsPerLogit, type AdditiveModel, type Feature } from './model.ts'
import { reasonsKept } from './score.ts'
import { cutTree, numberTree } from './sql-tree.ts'
import { commonJoints, sharedCells } from './common-joints.ts'

/** A reason's code: how much it weighs, then which feature comes first, then which way it pushes and the bin. */
const bins = 256
const features = 1024
/** a feature that says something has a code of this size and beyond */
const said = features * 2 * bins

export interface ScoreSqlOptions {
  /** relation with one row per customer */
  from: string
  /** columns carried through, e.g. the key */
  keys: readonly string[]
  /** how the engine quotes names; DuckDB and Spark need none for plain lower-case ones */
  quote?: (name: string) => string
  /** SQL of a column when it is not simply its name, e.g. days since 1970 of a date */
  columnSql?: (name: string) => string | undefined
  /** columns that hold whole numbers, none beyond 2^53: compared as such, which engines do twice as fast as with numbers that may be NaN */
  whole?: (name: string) => boolean
  /** the engine has `number_at` and `div_floor` of the night's prelude: many times as fast as standard SQL alone */
  prelude?: boolean
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
const number = (value: string | number): string => `cast(${text(String(value))} as double)`

/**
 * The model as one portable SQL query: keys, `points` (whole millionths of log-odds), `probability`, and for three reasons `reason_n` (number of the
 * feature from 0, null: none), `reason_n_points` and `reason_n_bin`. Cut points are quoted casts, so that they are the very numbers the model was
 * trained with; everything after the bins is whole numbers, so the sums equal those of `score.ts` exactly.
 */
export function scoreSql(model: AdditiveModel, options: ScoreSqlOptions): string {
  const quote = options.quote ?? ((name) => name)
  const looked = (numbers: readonly number[], place: string) =>
    options.prelude && numbers.length > 1 ? `number_at('${numbers.join(' ')}', ${place})` : numberTree(place, numbers)
  const quotient = (value: string, divisor: number) =>
    options.prelude ? `div_floor(${value}, ${divisor})` : `cast((${value} - ${value} % ${divisor}) / ${divisor} as bigint)`
  const keys = options.keys.map(quote).join(', ')
  const columns = columnsRead(model)
  const words = new Set(model.features.flatMap((one) => (one.kind === 'category' ? [one.name] : [])))
  const value = (name: string) => `x${columns.indexOf(name)}`
  const whole = (name: string) => options.whole?.(name) ?? false
  const read = columns.map((name) => {
    const column = options.columnSql?.(name) ?? quote(name)
    return `cast(${column} as ${words.has(name) ? 'varchar(1000)' : whole(name) ? 'bigint' : 'double'}) as ${value(name)}`
  })
  const asDouble = (name: string) => (whole(name) ? `cast(${value(name)} as double)` : value(name))
  const shares = model.features.flatMap((one, at) => {
    if (one.kind !== 'share') return []
    const share = shareSql(asDouble(one.of[0]), asDouble(one.of[1]))
    return [`${scaledCuts(one) ? `cast(floor((${share}) * ${number(shareScale)}) as bigint)` : share} as s${at}`]
  })
  const all = model.features.map((_, at) => at)
  const binned = model.features.map(
    (one, at) =>
      `cast(${one.kind === 'share' ? binSql(one, `s${at}`, scaledCuts(one)) : binSql(one, value(one.name), whole(one.name) ? wholeCuts(one) : undefined)} as integer) as b${at}`,
  )
  const joints = commonJoints(model)
  const lines = model.features.map((one, at) => `${looked(one.points, `b${at}`)} as m${at}`)
  const places = joints.flatMap((joint, at) => (joint ? [`${looked(joint, `b${at}`)} as j${at}`] : []))
  const cells = model.pairs.map((pair, at) => {
    const { width, halves } = sharedCells(pair, joints)
    return `${looked(halves, `j${pair.of[0]} * ${width} + j${pair.of[1]}`)} as h${at}`
  })
  const weights = all.map(
    (at) => `${[`m${at}`, ...model.pairs.flatMap(({ of }, pair) => (of.includes(at) ? [`h${pair}`] : []))].join(' + ')} as w${at}`,
  )
  const kept = all.map((at) => `b${at}`)
  const codes = all.map(
    (at) =>
      `cast(abs(w${at}) as bigint) * ${said} + (cast(w${at} > 0 as integer) * ${bins} + b${at} + ${(features - 1 - at) * 2 * bins}) as c${at}`,
  )
  const steps: [string, string][] = [
    ['given', `select ${[keys, ...read].filter(Boolean).join(', ')} from ${options.from}`],
    ['shared', `select ${['*', ...shares].join(', ')} from given`],
    ['binned', `select ${[keys, ...binned].filter(Boolean).join(', ')} from shared`],
    ['pointed', `select ${[keys, ...kept, ...lines, ...places].filter(Boolean).join(', ')} from binned`],
    ['crossed', `select ${['*', ...cells].join(', ')} from pointed`],
    ['weighed', `select ${[keys, ...kept, ...weights].filter(Boolean).join(', ')} from crossed`],
    [
      'coded',
      `select ${[keys, `cast(${[model.base, ...all.map((at) => `w${at}`)].join(' + ')} as bigint) as points`, ...codes].filter(Boolean).join(', ')} from weighed`,
    ],
    ['first_reason', `select *, ${greatest(all.map((at) => `c${at}`))} as r1 from coded`],
    ['second_reason', `select *, ${greatest(all.map((at) => `c${at} * cast(c${at} < r1 as bigint)`))} as r2 from first_reason`],
    ['third_reason', `select *, ${greatest(all.map((at) => `c${at} * cast(c${at} < r2 as bigint)`))} as r3 from second_reason`],
  ]
  const reasons = Array.from({ length: reasonsKept }, (_, rank) => {
    const code = `r${rank + 1}`
    const told = (sql: string, as: string) => `case when ${code} >= ${said} then ${sql} end as reason_${rank + 1}${as}`
    return [
      told(`${features - 1} - ${quotient(code, 2 * bins)} % ${features}`, ''),
      told(`${quotient(code, said)} * (${quotient(code, bins)} % 2 * 2 - 1)`, '_points'),
      told(`${code} % ${bins}`, '_bin'),
    ]
  }).flat()
  const chance = `${number(1)} / (${number(1)} + exp(-(cast(points as double) / ${number(pointsPerLogit)}))) as probability`
  const select = `select ${[keys, 'points', chance, ...reasons].filter(Boolean).join(',\n  ')}\nfrom third_reason`
  return `with ${steps.map(([name, sql]) => `${name} as (\n  ${sql}\n)`).join(', ')}\n${select}`
}

const greatest = (codes: readonly string[]): string => (codes.length === 1 ? `greatest(${codes[0]}, 0)` : `greatest(${codes.join(', ')})`)

function shareSql(a: string, b: string): string {
  const limit = number(greatestShared)
  return `case when abs(${a}) <= ${limit} and abs(${b}) <= ${limit} and abs(${a}) + abs(${b}) > ${number(0)} then ${a} / (abs(${a}) + abs(${b})) end`
}

/** `wholes`: the cuts among whole numbers, when the value is one. */
function binSql(of: Feature, value: string, wholes: readonly string[] | undefined): string {
  if (of.kind === 'category') {
    const levels = of.levels.map((level, at) => `when ${value} = ${text(level)} then ${at + 2}`).join(' ')
    return `case when ${value} is null then 0 ${levels} else 1 end`
  }
  const missing = wholes ? `${value} is null` : `${value} is null or isnan(${value})`
  return cutTree(value, { cuts: wholes ?? of.cuts.map(number), rows: of.rows.slice(1), missing })
}

const bigint = (whole: number): string => `cast('${BigInt(whole)}' as bigint)`

/** A whole number is below a cut when it is below the next whole number from it. */
const wholeCuts = (of: Feature): string[] | undefined =>
  of.kind === 'category' ? undefined : of.cuts.map((cut) => bigint(Math.ceil(Math.min(2 ** 62, Math.max(-(2 ** 62), Number(cut))))))

/** Shares lie from −1 to 1: times this power of two they are whole numbers, or lie as far from a whole cut as they did from the cut. */
const shareScale = 2 ** 62

/** The cuts of a share times the scale; undefined when one of them, close to nothing, is no whole number then. */
function scaledCuts(of: Feature): string[] | undefined {
  if (of.kind !== 'share') return undefined
  const scaled = of.cuts.map((cut) => Number(cut) * shareScale)
  return scaled.every(Number.isInteger) ? scaled.map(bigint) : undefined
}
