import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { lakeStateAt } from './lake.ts'
import { lakeContent } from './testing/read.ts'
import { load, scratch, tinyDelivery, tinyFiles } from './testing/tiny.ts'

const child = fileURLToPath(new URL('testing/load-child.ts', import.meta.url))
const start = (home: string, from: string): ChildProcess =>
  spawn(process.execPath, [child, join(home, 'lake'), join(home, 'reports'), from], { stdio: ['ignore', 'pipe', 'inherit'] })

/** Resolves once the child has said `word`, or has ended. */
function said(process: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout?.on('data', (text: Buffer) => {
      if (text.toString().includes(word)) resolve()
    })
    process.on('close', () => resolve())
  })
}

const today = { files: { customer: tinyFiles.customer.replace('吕布', '吕蒙') }, businessDate: '2024-09-30' }

/** Loads yesterday, kills today's load at `step`, and compares with a lake that was never disturbed. */
async function killAt(step: string) {
  const [home, undisturbed] = [scratch(), scratch()]
  const [yesterday, next] = [tinyDelivery(join(home, 'yesterday')), tinyDelivery(join(home, 'today'), today)]
  for (const lake of [home, undisturbed]) await load(lake, yesterday)
  await load(undisturbed, next)
  const before = lakeStateAt(join(home, 'lake'), '2024-09-30')
  const loading = start(home, next)
  await said(loading, step)
  loading.kill('SIGKILL')
  await once(loading, 'close')
  const after = lakeStateAt(join(home, 'lake'), '2024-09-30')
  const missing = Object.values(after?.state ?? {}).filter((file) => file !== undefined && !existsSync(file))
  const again = await load(home, next)
  return {
    before,
    after,
    missing,
    again: again.outcome,
    bytes: lakeContent(join(home, 'lake')),
    expected: lakeContent(join(undisturbed, 'lake')),
  }
}

describe('a load that is killed', () => {
  it.each(['scan customer', 'type account', 'check customer', 'write institution', 'write transaction'])(
    'at "%s" leaves yesterday in service, and a re-run gives the same bytes',
    async (step) => {
      const { before, after, again, bytes, expected } = await killAt(step)
      expect(after).toEqual(before)
      expect(again).toBe('loaded')
      expect(bytes).toEqual(expected)
    },
  )

  it('in the swap leaves a whole state, old or new, and a re-run gives the same bytes', async () => {
    const { missing, again, bytes, expected } = await killAt('swap')
    expect(missing).toEqual([])
    expect(['loaded', 'unchanged']).toContain(again)
    expect(bytes).toEqual(expected)
  })
})

describe('two loads at once', () => {
  it('exclude each other across processes, with the pid of the other', async () => {
    const home = scratch()
    const from = tinyDelivery(join(home, 'in'))
    const loading = start(home, from)
    await said(loading, 'scan')
    loading.kill('SIGSTOP')
    await expect(load(home, from)).rejects.toThrow(`(进程 ${loading.pid})`)
    expect(existsSync(join(home, 'lake/staging'))).toBe(true)
    loading.kill('SIGCONT')
    const [code] = (await once(loading, 'close')) as [number]
    expect(code).toBe(0)
    expect((await load(home, from)).outcome).toBe('unchanged')
  })

  it('exclude each other within one process', async () => {
    const home = scratch()
    const from = tinyDelivery(join(home, 'in'))
    const outcomes = await Promise.allSettled([load(home, from), load(home, from)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({ name: 'LakeBusyError', pid: process.pid })
  })
})
