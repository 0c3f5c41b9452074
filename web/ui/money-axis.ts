import { shortMoney, type MoneyLanguage } from './format/money.ts'

/** Money of a fen text as people say it, or a dash. */
export const spokenMoney = (fen: string | null | undefined, language: MoneyLanguage): string => {
  if (fen === null || fen === undefined) return '—'
  const { digits, unit } = shortMoney(BigInt(fen), language)
  return `${digits}${unit}`
}

/** Words for the round numbers of an axis, drawn in yuan. */
export const axisMoney =
  (language: MoneyLanguage) =>
  (yuan: number): string => {
    const { digits, unit } = shortMoney(BigInt(Math.round(yuan)) * 100n, language)
    return `${digits.replace(/\.?0+$/, '') || '0'}${unit === '元' ? '' : unit}`
  }

/** 8 of 2026-08-31; a January carries its year below. */
export const monthTick = (date: string): string => `${Number(date.slice(5, 7))}${date.slice(5, 7) === '01' ? `\n${date.slice(0, 4)}` : ''}`
