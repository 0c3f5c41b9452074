import type { Filter } from '../../../server/modules/customer/contract.ts'
import { figureKeys, type FigureKey } from '../../../server/modules/customer/figures.ts'

/**
 * Filters as one readable parameter of the address: `tier.in.potential.wealth*aum.at_least.5000000`.
 * Conditions are parted by `*`, their parts by `.`; both are escaped inside values.
 */

const ops: readonly Filter['op'][] = ['in', 'at_least', 'at_most', 'above', 'below', 'is_empty', 'not_empty']

export const isFigureKey = (text: string | undefined): text is FigureKey => figureKeys.some((key) => key === text)

const escapeValue = (value: string): string => encodeURIComponent(value).replaceAll('.', '%2E').replaceAll('*', '%2A')

const readValue = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch (malformed) {
    if (malformed instanceof URIError) return undefined
    throw malformed
  }
}

export const writeFilters = (filters: readonly Filter[]): string | undefined =>
  filters.length === 0
    ? undefined
    : filters.map((filter) => [filter.figure, filter.op, ...filter.values.map(escapeValue)].join('.')).join('*')

const readFilter = (text: string): Filter[] => {
  const [figure, written, ...parts] = text.split('.')
  const op = ops.find((known) => known === written)
  const values = parts.map(readValue)
  const whole = values.filter((value) => value !== undefined)
  return isFigureKey(figure) && op !== undefined && whole.length === parts.length ? [{ figure, op, values: whole }] : []
}

/** The filters of an address; a condition that makes no sense is left out, never guessed. */
export const readFilters = (text: string | undefined): Filter[] => (text === undefined ? [] : text.split('*').flatMap(readFilter))
