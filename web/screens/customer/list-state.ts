import type { Filter, ListInput } from '../../../server/modules/customer/contract.ts'
import { filterProblem, type FigureKey } from '../../../server/modules/customer/figures.ts'
import { isFigureKey, readFilters, writeFilters } from './filter-text.ts'

export interface Sort {
  figure: FigureKey
  direction: 'ascending' | 'descending'
}

/** Everything that makes one customer list differ from another; it lives in the address. */
export interface ListState {
  institutionId: number | undefined
  filters: Filter[]
  search: string
  sort: Sort
  columns: FigureKey[]
}

export interface ListSearch {
  institution?: string
  f?: string
  q?: string
  sort?: string
  cols?: string
}

export const defaultSort: Sort = { figure: 'aum', direction: 'descending' }
export const defaultColumns: readonly FigureKey[] = [
  'tier',
  'aum',
  'aum_mda',
  'next_tier_gap',
  'category_count',
  'inflow_30d',
  'outflow_30d',
  'maturing_30d',
  'activity',
  'contactable',
]
const alwaysShown: readonly FigureKey[] = ['name', 'customer_no', 'institution', 'manager']

/** The usual columns, with the figures a filter speaks of in front when they are not among them. */
export const columnsFor = (filters: readonly Filter[]): FigureKey[] => {
  const asked = filters
    .map((filter) => filter.figure)
    .filter((figure) => figure !== 'bucket' && !defaultColumns.includes(figure) && !alwaysShown.includes(figure))
  return [...new Set([...asked, ...defaultColumns])]
}

const readSort = (text: string | undefined): Sort => {
  const figure = text?.replace(/^-/, '')
  return text === undefined || !isFigureKey(figure) ? defaultSort : { figure, direction: text.startsWith('-') ? 'descending' : 'ascending' }
}

export const writeSort = ({ figure, direction }: Sort): string | undefined =>
  figure === defaultSort.figure && direction === defaultSort.direction ? undefined : `${direction === 'descending' ? '-' : ''}${figure}`

export const readListState = (search: ListSearch): ListState => {
  const filters = readFilters(search.f).filter((filter) => filterProblem(filter) === undefined)
  const chosen = search.cols?.split('.').filter(isFigureKey)
  const institutionId = Number(search.institution)
  return {
    institutionId: Number.isInteger(institutionId) && institutionId > 0 ? institutionId : undefined,
    filters,
    search: search.q ?? '',
    sort: readSort(search.sort),
    columns: chosen && chosen.length > 0 ? chosen : columnsFor(filters),
  }
}

/** The address of a state: what is as usual is left out, so that links stay short. */
export const writeListState = (state: ListState): ListSearch => {
  const usual = columnsFor(state.filters).join('.')
  const written = {
    institution: state.institutionId?.toString(),
    f: writeFilters(state.filters),
    q: state.search,
    sort: writeSort(state.sort),
    cols: state.columns.join('.'),
  }
  return {
    ...(written.institution ? { institution: written.institution } : {}),
    ...(written.f ? { f: written.f } : {}),
    ...(written.q ? { q: written.q } : {}),
    ...(written.sort ? { sort: written.sort } : {}),
    ...(written.cols !== usual ? { cols: written.cols } : {}),
  }
}

/** What the server is asked for one page of the list. */
export const listInput = (state: ListState, offset: number, limit: number): ListInput => ({
  ...(state.institutionId === undefined ? {} : { institutionId: state.institutionId }),
  filters: state.filters,
  search: state.search,
  sort: state.sort,
  columns: state.columns,
  offset,
  limit,
})
