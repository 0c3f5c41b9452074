import { greatestShared } from './share.ts'
import { columnsRead, pointsPerLogit, type AdditiveModel, type Feature } from './model.ts'
import { reasonsKept } from './score.ts'

const codeBase = 1024

export interface ScoreSqlOptions {
  /** relation with one row per customer */
  from: string
  /** columns carried through, e.g. the key */
  keys: readonly string[]
  /** how the engine quotes names; DuckDB and Spark need none for plain lower-case ones */
  quote?: (name: string) => string
  /** SQL of a column when it is not simply its name, e.g. days since 1970 of a date */
  columnSql?: (name: string) => string | undefined
  /** relation with the rows of `pairCells`; written into the query when absent */
  cells?: string
  /** adds `reason_n_bin`: the bin the row is in, of each reason's feature */
  bins?: boolean
}

/** A cell of a pair and half its points, as the query joins them. */
export interface PairCell {
  pair: number
  cell: number
  points: number
}

/** All cells of all pairs that say something. */
export function pairCells(model: AdditiveModel): PairCell[] {
  return model.pairs.flatMap((of, pair) => of.points.flatMap((points, cell) => (points === 0 ? [] : [{ pair, cell, points: points / 2 }])))
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
const number = (value: string | number): string => `cast(${text(String(value))} as double)`

/**
 * The model as one portable SQL query: keys, `points` (whole millionths of log-odds), `probability`, and for three reasons
 * `reason_n` (number of the feature from 0, null: none) and `reason_n_points`, if wished `reason_n_bin`. Cut points are quoted casts, so that they are the very
 * numbers the model was trained with; everything after the bins is whole numbers, so the sums equal those of `score.ts` exactly.
 */
export function scoreSql(model: AdditiveModel, options: ScoreSqlOptions): string {
  const quote = options.quote ?? ((name) => name)
  const keys = options.keys.map(quote).join(', ')
  const columns = columnsRead(model)
  const words = new Set(model.features.flatMap((one) => (one.kind === 'category' ? [one.name] : [])))
  const value = (name: string) => `x${columns.indexOf(name)}`
  const read = columns.map((name) => {
    const column = options.columnSql?.(name) ?? quote(name)
    return `cast(${column} as ${words.has(name) ? 'varchar(1000)' : 'double'}) as ${value(name)}`
  })
  const shares = model.features.flatMap((one, at) =>
    one.kind === 'share' ? [`${shareSql(value(one.of[0]), value(one.of[1]))} as s${at}`] : [],
  )
  const bins = model.features.map((one, at) => `${binSql(one, one.kind === 'share' ? `s${at}` : value(one.name))} as b${at}`)
  const lines = model.features.map((one, at) => `cast(${tree(`b${at}`, one.points.map(String))} as bigint) as m${at}`)
  const cellsOf = model.pairs.map(({ of, joints, size }, at) => {
    const [row, column] = of.map((feature, side) => tree(`b${feature}`, (joints[side] ?? []).map(String)))
    return `cast((${row}) * ${size[1]} + ${column} as integer) as k${at}`
  })
  const weights = model.features.map((_, at) => {
    const halves = model.pairs.flatMap(({ of }, pair) => (of.includes(at) ? [` + coalesce(h${pair}.points, 0)`] : []))
    return `m${at}${halves.join('')} as w${at}`
  })
  const joins = model.pairs.map((_, at) => `left join cells h${at} on h${at}.pair = ${at} and h${at}.cell = k${at}`)
  const features = model.features.map((_, at) => at)
  const codes = features.map((at) => `case when w${at} = 0 then 0 else abs(w${at}) * ${codeBase} + ${codeBase - 1 - at} end as c${at}`)
  const greatest = (bound: string | undefined) =>
    features.length === 1 ? `greatest(${keep(0, bound)}, 0)` : `greatest(${features.map((at) => keep(at, bound)).join(', ')})`
  const carried = options.bins === true ? features.map((at) => `b${at}`) : []
  const steps: [string, string][] = [
    ['given', `select ${[keys, ...read].filter(Boolean).join(', ')} from ${options.from}`],
    ['shared', `select ${['*', ...shares].join(', ')} from given`],
    ['binned', `select ${[keys, ...bins].filter(Boolean).join(', ')} from shared`],
    ['pointed', `select ${[keys, ...lines, ...cellsOf, ...carried].filter(Boolean).join(', ')} from binned`],
    ['cells', cellsSql(model, options.cells)],
    ['weighed', `select ${[keys, ...weights, ...carried].filter(Boolean).join(', ')} from pointed ${joins.join(' ')}`],
    ['summed', `select *, cast(${model.base} + ${features.map((at) => `w${at}`).join(' + ')} as bigint) as points from weighed`],
    ['coded', `select ${['*', ...codes].join(', ')} from summed`],
    ['first_reason', `select *, ${greatest(undefined)} as r1 from coded`],
    ['second_reason', `select *, ${greatest('r1')} as r2 from first_reason`],
    ['third_reason', `select *, ${greatest('r2')} as r3 from second_reason`],
  ]
  const ranks = Array.from({ length: reasonsKept }, (_, rank) => rank + 1)
  const reasons = ranks.flatMap((rank) => [
    `case when r${rank} > 0 then ${codeBase - 1} - r${rank} % ${codeBase} end as reason_${rank}`,
    `case when r${rank} > 0 then ${tree(
      `${codeBase - 1} - r${rank} % ${codeBase}`,
      features.map((at) => `w${at}`),
    )} end as reason_${rank}_points`,
    ...(carried.length > 0
      ? [`case when r${rank} > 0 then ${tree(`${codeBase - 1} - r${rank} % ${codeBase}`, carried)} end as reason_${rank}_bin`]
      : []),
  ])
  const chance = `${number(1)} / (${number(1)} + exp(-(cast(points as double) / ${number(pointsPerLogit)}))) as probability`
  const select = `select ${[keys, 'points', chance, ...reasons].filter(Boolean).join(',\n  ')}\nfrom third_reason`
  return `with ${steps.map(([name, sql]) => `${name} as (\n  ${sql}\n)`).join(', ')}\n${select}`
}

const keep = (at: number, bound: string | undefined): string => (bound ? `case when c${at} < ${bound} then c${at} else 0 end` : `c${at}`)

function shareSql(a: string, b: string): string {
  const limit = number(greatestShared)
  return `case when abs(${a}) <= ${limit} and abs(${b}) <= ${limit} and abs(${a}) + abs(${b}) > ${number(0)} then ${a} / (abs(${a}) + abs(${b})) end`
}

function binSql(of: Feature, value: string): string {
  if (of.kind === 'category') {
    const levels = of.levels.map((level, at) => `when ${value} = ${text(level)} then ${at + 2}`).join(' ')
    return `case when ${value} is null then 0 ${levels} else 1 end`
  }
  return `case when ${value} is null or isnan(${value}) then 0 else ${cutTree(value, of.cuts, 1, 0, of.cuts.length)} end`
}

/** The bin of a value among sorted cuts, by halving. */
function cutTree(value: string, cuts: readonly string[], first: number, low: number, high: number): string {
  if (low === high) return String(first + low)
  const middle = (low + high) >> 1
  return `case when ${value} < ${number(cuts[middle] ?? '')} then ${cutTree(value, cuts, first, low, middle)} else ${cutTree(value, cuts, first, middle + 1, high)} end`
}

/** One of the given terms by a whole number from 0, by halving; runs of equal terms are one. */
function tree(index: string, terms: readonly string[], from = 0, to = terms.length): string {
  const starts = [from]
  for (let at = from + 1; at < to; at++) if (terms[at] !== terms[at - 1]) starts.push(at)
  if (starts.length === 1) return terms[from] ?? '0'
  const middle = starts[starts.length >> 1] ?? from
  return `case when ${index} < ${middle} then ${tree(index, terms, from, middle)} else ${tree(index, terms, middle, to)} end`
}

function cellsSql(model: AdditiveModel, relation: string | undefined): string {
  const columns = (pair: string, cell: string, points: string) =>
    `cast(${pair} as integer) as pair, cast(${cell} as integer) as cell, cast(${points} as bigint) as points`
  if (relation !== undefined) return `select ${columns('pair', 'cell', 'points')} from ${relation}`
  const rows = pairCells(model).map(({ pair, cell, points }) => `(${pair}, ${cell}, ${points})`)
  if (rows.length === 0) return `select ${columns('0', '0', '0')}`
  return `select ${columns('pair', 'cell', 'points')} from (values ${rows.join(', ')}) as listed (pair, cell, points)`
}
