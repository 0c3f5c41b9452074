import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { measure } from './measure.ts'
import type { PublishResult } from './publish-task.ts'
import type { Bank, ScanFigures } from './tasks.ts'

const customersPerOutlet = 20_000
/** The first carries 13 months of history. */
const dates = ['2026-01-29', '2026-01-30'] as const

export interface SizeFigures {
  size: number
  bank: Bank
  /** undefined when the bank was there already */
  simulate: number | undefined
  loadHistory: number
  loadDay: number
  firstNight: number
  /** median; the parts and the rest below are of the same run */
  night: number
  parts: { months: number; models: number; checks: number }
  peakMegabytes: number
  cpuSeconds: number
  scanRaw: ScanFigures
  scanRead: ScanFigures
  publish: PublishResult
  totals: Record<string, string>
}

export interface SizeRequest {
  /** customers */
  size: number
  folder: string
  /** runs of the night */
  repeat: number
  say: (text: string) => void
}

/** Simulates a bank of a size, loads it, runs its nights and publishes them; every step in a process of its own. */
export async function measureSize({ size, folder, repeat, say }: SizeRequest): Promise<SizeFigures> {
  const perOutlet = Math.min(size, customersPerOutlet)
  const home = join(folder, String(size))
  const bank: Bank = {
    incoming: join(home, 'incoming'),
    lakeDir: join(home, 'lake'),
    runsDir: join(home, 'runs'),
    outlets: Math.round(size / perOutlet),
    customersPerOutlet: perOutlet,
    dates: [...dates],
  }
  const [first, last] = dates
  rmSync(bank.lakeDir, { recursive: true, force: true })
  rmSync(bank.runsDir, { recursive: true, force: true })
  const cached = existsSync(join(bank.incoming, last, 'manifest.json'))
  say(cached ? 'bank is there' : 'simulate')
  const simulate = cached ? undefined : (await measure('simulate', bank)).seconds
  say('load')
  const loadHistory = (await measure('load', { ...bank, date: first })).seconds
  const loadDay = (await measure('load', { ...bank, date: last })).seconds
  say('first night')
  const firstNight = await measure('night', { ...bank, date: first })

  const nights = []
  for (let n = 1; n <= repeat; n++) {
    say(`night ${n} of ${repeat}`)
    rmSync(join(bank.runsDir, last), { recursive: true, force: true })
    nights.push(await measure('night', { ...bank, date: last }))
  }
  const night = nights.sort((a, b) => a.seconds - b.seconds)[Math.floor((repeat - 1) / 2)]
  if (!night) throw new Error('no night ran')
  say('scans')
  const scanRaw = (await measure('scanRaw', { ...bank, date: last })).result
  const scanRead = (await measure('scanRead', { reads: night.result.reads })).result
  const totals = (await measure('totals', { runDir: night.result.runDir })).result
  say('publish')
  const published = [
    { businessDate: first, runDir: firstNight.result.runDir },
    { businessDate: last, runDir: night.result.runDir },
  ]
  const publish = (await measure('publish', { folder: join(home, 'postgres'), lakeDir: bank.lakeDir, nights: published })).result
  const { months, models, checks } = night.result
  return {
    size: bank.outlets * perOutlet,
    bank,
    simulate,
    loadHistory,
    loadDay,
    firstNight: firstNight.seconds,
    night: night.seconds,
    parts: { months, models, checks },
    peakMegabytes: Math.max(...nights.map((each) => each.peakMegabytes)),
    cpuSeconds: night.cpuSeconds,
    scanRaw,
    scanRead,
    publish,
    totals,
  }
}
