import { describe, expect, it } from 'vitest'
import type { FlowPath } from '../../../server/modules/watch/contract.ts'
import { pictureOf, type PictureWords } from './paths-picture.ts'

const words: PictureWords = {
  path: ({ form, bank }) => `${form} ${bank}`,
  rest: 'rest',
  inflow: 'in',
  outflow: 'out',
  through: 'through',
  stays: 'stays',
  fromStock: 'stock',
}
const path = (form: FlowPath['form'], bank: string, inflow: number, outflow: number): FlowPath => ({
  form,
  bank,
  inflowFen: String(inflow),
  outflowFen: String(outflow),
  returnedFen: '0',
  customersIn: 1,
  customersOut: 1,
})
const linked = (paths: FlowPath[], through: string | null, bands = 7) =>
  pictureOf(paths, through, words, bands).links.map(({ from, to, fen }) => `${from} > ${to} ${fen}`)

describe('the picture of where money goes', () => {
  it('draws what passed through apart, and what stays beside what went out of what was here', () => {
    expect(linked([path('payroll', '', 100, 0), path('own_name', '建行', 20, 90)], '30')).toEqual([
      'in payroll  > inflow 100',
      'in own_name 建行 > inflow 20',
      'outflow > out own_name 建行 90',
      'inflow > stays 90',
      'inflow > through 30',
      'through > outflow 30',
      'stock > outflow 60',
    ])
  })

  it('never lets more pass through than came or went, and leaves out what is nothing', () => {
    expect(linked([path('cash', '', 50, 40)], '70')).toEqual([
      'in cash  > inflow 50',
      'outflow > out cash  40',
      'inflow > stays 10',
      'inflow > through 40',
      'through > outflow 40',
    ])
    expect(linked([path('cash', '', 50, 0)], null)).toEqual(['in cash  > inflow 50', 'inflow > stays 50'])
  })

  it('gives the largest their own bands and the rest one; every node has a link', () => {
    const { nodes, links } = pictureOf(
      [1, 2, 3, 4].map((n) => path('others', `b${n}`, 0, n)),
      '0',
      words,
      2,
    )
    expect(links).toContainEqual({ from: 'outflow', to: 'out rest', fen: '3' })
    const used = new Set(links.flatMap(({ from, to }) => [from, to]))
    expect(nodes.map(({ key }) => key).filter((key) => !used.has(key))).toEqual([])
  })

  it('of nothing is nothing', () => {
    expect(pictureOf([], '0', words, 7)).toEqual({ nodes: [], links: [] })
  })
})
