/** Money is whole fen in bigint; nothing here passes through a float. */

export type MoneyLanguage = 'zh-CN' | 'en'
/** A number for people: digits, and the unit they say it in (元, 万, 亿; none, M, B in English). */
export interface ShortMoney {
  digits: string
  unit: string
}

interface Scale {
  fen: bigint
  unit: string
}

const scales: Record<MoneyLanguage, readonly Scale[]> = {
  'zh-CN': [
    { fen: 10_000_000_000n, unit: '亿' },
    { fen: 1_000_000n, unit: '万' },
    { fen: 100n, unit: '元' },
  ],
  en: [
    { fen: 100_000_000_000n, unit: 'B' },
    { fen: 100_000_000n, unit: 'M' },
    { fen: 100n, unit: '' },
  ],
}

/** Integer digits with a comma every three places. */
export const groupDigits = (whole: bigint): string => whole.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** Hundredths of a unit, rounded half away from zero. */
const hundredths = (size: bigint, scale: bigint): bigint => (size * 200n + scale) / (scale * 2n)

const withTwoPlaces = (parts: bigint): string => `${groupDigits(parts / 100n)}.${(parts % 100n).toString().padStart(2, '0')}`

/** `fen` in the unit people would say, two places, rounded half away from zero; 99,999,999.99 yuan is 1.00 亿, never 10,000.00 万. */
export const shortMoney = (fen: bigint, language: MoneyLanguage): ShortMoney => {
  const size = fen < 0n ? -fen : fen
  const fromSmallest = scales[language].toReversed()
  // the largest unit that the amount, as shown in the unit below, reaches
  const found = fromSmallest.reduce((unit, larger) => (hundredths(size, unit.fen) * unit.fen >= larger.fen * 100n ? larger : unit))
  return { digits: `${fen < 0n ? '−' : ''}${withTwoPlaces(hundredths(size, found.fen))}`, unit: found.unit }
}

/** `fen` exactly, in yuan with two places and commas: 1,234,567.89. */
export const exactMoney = (fen: bigint): string => `${fen < 0n ? '−' : ''}${withTwoPlaces(fen < 0n ? -fen : fen)}`

const typed = /^([+-])?(\d[\d,]*)?(?:\.(\d+))?\s*(亿|万|元|k|m|b)?元?$/i
const yuanOf: Record<string, bigint> = { '': 1n, 元: 1n, 万: 10_000n, 亿: 100_000_000n, k: 1_000n, m: 1_000_000n, b: 1_000_000_000n }

/** What a person typed (`5万`, `1.2亿`, `12,000.50`, `¥300`) in fen; undefined when it is no amount or finer than a fen. */
export const parseMoney = (text: string): bigint | undefined => {
  const match = typed.exec(
    text
      .trim()
      .replace(/^[¥￥]/, '')
      .replace(/，/g, ','),
  )
  if (!match) return undefined
  const [, sign, whole = '', places = '', unit = ''] = match
  if (whole === '' && places === '') return undefined
  const scale = 10n ** BigInt(places.length)
  const scaled = BigInt(whole.replaceAll(',', '') + places || '0') * (yuanOf[unit.toLowerCase()] ?? 1n) * 100n
  if (scaled % scale !== 0n) return undefined
  return sign === '-' ? -(scaled / scale) : scaled / scale
}

/** `fen` as a person would type it again: 5万, 1.2亿, 300. The inverse of `parseMoney`. */
export const typeMoney = (fen: bigint): string => {
  const size = fen < 0n ? -fen : fen
  const unit = size >= 10_000_000_000n ? '亿' : size >= 1_000_000n ? '万' : ''
  const scale = (yuanOf[unit] ?? 1n) * 100n
  const places = scale.toString().length - 1
  const rest = (size % scale).toString().padStart(places, '0').replace(/0+$/, '')
  return `${fen < 0n ? '-' : ''}${size / scale}${rest ? `.${rest}` : ''}${unit}`
}

/** part / whole in basis points, rounded half up; undefined when the whole is 0. Both not negative. */
export const ratioBp = (part: bigint, whole: bigint): number | undefined =>
  whole === 0n ? undefined : Number((part * 20_000n + whole) / (whole * 2n))
