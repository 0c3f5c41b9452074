import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'liuke-learn-cli-'))
  const rows = Array.from({ length: 1500 }, (_, at) => {
    const balance = (at * 7919) % 1000
    const left = (at * 104_729) % 1000 < balance ? 1 : 0
    return `c${at},${balance},${(at * 31) % 70},${at % 5},${at % 3},${at % 2},${at % 9},${left === 1 ? '是' : '否'}`
  })
  writeFileSync(join(folder, 'bank.csv'), ['客户号,余额,年龄,健康评分,子女数,代码N,读数,流失', ...rows].join('\n'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const cli = join(import.meta.dirname, '../cli.ts')
const liuke = (...args: string[]) =>
  new Promise<{ code: number; out: string; said: string }>((fulfil) => {
    execFile(process.execPath, [cli, 'learn', ...args], { cwd: folder, env: { ...process.env, NODE_OPTIONS: '' } }, (error, out, said) => {
      fulfil({ code: typeof error?.code === 'number' ? error.code : 0, out, said })
    })
  })

describe('liuke learn', () => {
  it('learns, tells the truth on a card, and scores with reasons', async () => {
    const wish = ['--table', 'bank.csv', '--label', '流失', '--key', '客户号', '--monotone', '余额:+', '--source', '读数=健康档案.csv']
    const fitted = await liuke('fit', ...wish, '--out', 'model')
    expect(fitted.code, fitted.said).toBe(0)
    expect(fitted.out).toContain('| 健康评分 | 按政策不得入模 | 健康信息不得用于打分（列名含「健康」） |')
    expect(fitted.out).toContain('| 子女数 | 按政策不得入模 | 儿童信息不得用于打分（列名含「子女」） |')
    expect(fitted.out).toContain('| 代码N | 按政策不得入模 | 不适用营销(N)标记不得用于打分（列名含「代码N」） |')
    expect(fitted.out).toContain('| 读数 | 按政策不得入模 | 健康信息不得用于打分（来源含「健康」） |')
    expect(readFileSync(join(folder, 'model/rows.csv'), 'utf8')).toMatch(/^feature,bin,other_feature,other_bin,points\n\(base\)/)
    expect(readFileSync(join(folder, 'model/card.html'), 'utf8')).toContain('<h2>留出部分的回测</h2>')
    const scored = await liuke('score', '--model', 'model', '--table', 'bank.csv', '--key', '客户号', '--out', 'scores.csv')
    expect(scored.code, scored.said).toBe(0)
    const lines = readFileSync(join(folder, 'scores.csv'), 'utf8').trim().split('\n')
    expect(lines).toHaveLength(1501)
    expect(lines[1]).toMatch(/^c0,0\.\d+,\d+,余额,-?\d+,/)
    const card = await liuke('card', '--model', 'model/model.json')
    expect([card.code, card.out.includes('## 校准')]).toEqual([0, true])
  }, 120_000)

  it.each([
    ['a column that is not there', ['--table', 'bank.csv', '--label', '没有'], 3, '表里没有列「没有」'],
    ['a file that is not there', ['--table', 'none.csv', '--label', '流失'], 3, '文件不存在'],
    ['a wish that cannot be read', ['--table', 'bank.csv', '--label', '流失', '--monotone', '余额'], 2, '--monotone 应形如'],
    ['a forbidden wish', ['--table', 'bank.csv', '--label', '流失', '--monotone', '健康评分:+'], 3, '不得入模'],
  ])('refuses %s in words', async (_what, args, code, words) => {
    const refused = await liuke('fit', ...args, '--out', 'refused.json')
    expect([refused.code, refused.said]).toEqual([code, expect.stringContaining(words)])
  })
})
