import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCatalog } from '../../night/extract/catalog.ts'
import { measure, type Measured } from './measure.ts'
import type { PublishResult } from './publish-task.ts'
import type { Bank } from './bank.ts'
import type { ScanFigures } from './tasks.ts'

const customersPerOutlet = 20_000
/** The first carries 13 months of history. */
const dates = ['2026-01-29', '2026-01-30'] as const

export interface SizeFigures {
  size: number
  bank: Bank
  /** of the run that made the bank; undefined when nobody noted it */
  simulate: number | undefined
  /** undefined when the lake was there already and nobody noted how long it took */
  loadHistory: number | undefined
  loadDay: number | undefined
  /** nothing is frozen: from raw files */
  firstNight: NightCost
  /** median; the parts and the rest below are of the same run */
  night: number
  parts: { months: number; models: number; checks: number }
  peakMegabytes: number
  cpuSeconds: number
  /** CPU seconds of the steps that the core figures stand on (core-share.ts) */
  coreCpuSeconds: number
  /** the same night once more within a memory limit; undefined when none was asked for */
  bounded: NightCost | undefined
  scanRaw: ScanFigures
  scanRead: ScanFigures
  publish: PublishResult
  totals: Record<string, string>
}

type NightCost = Pick<Measured<unknown>, 'seconds' | 'cpuSeconds' | 'peakMegabytes'>

export interface SizeRequest {
  /** customers */
  size: number
  folder: string
  /** runs of the night */
  repeat: number
  /** e.g. '3GB'; none: no night within a limit */
  memory?: string | undefined
  say: (text: string) => void
}

/** What was measured while a bank was prepared, kept beside its lake for the runs that find it there. */
interface Prepared {
  simulate?: number | undefined
  loadHistory?: number | undefined
  loadDay?: number | undefined
}

function bankOf(size: number, home: string): Bank {
  const perOutlet = Math.min(size, customersPerOutlet)
  return {
    incoming: join(home, 'incoming'),
    lakeDir: join(home, 'lake'),
    runsDir: join(home, 'runs'),
    outlets: Math.round(size / perOutlet),
    customersPerOutlet: perOutlet,
    dates: [...dates],
  }
}

/** Simulates a bank of a size and loads it, as far as that is not done. The lake is used again by every later run; what it took is noted beside it. */
export async function prepareSize({
  size,
  folder,
  say,
}: Omit<SizeRequest, 'repeat' | 'memory'>): Promise<{ bank: Bank; prepared: Prepared }> {
  const home = join(folder, String(size))
  const bank = bankOf(size, home)
  const notes = join(home, 'prepared.json')
  const prepared: Prepared = existsSync(notes) ? JSON.parse(readFileSync(notes, 'utf8')) : {}
  const note = (more: Prepared) => writeFileSync(notes, JSON.stringify(Object.assign(prepared, more)))
  const [first, last] = dates
  if (existsSync(join(bank.incoming, last, 'manifest.json'))) say('bank is there')
  else {
    say('simulate')
    note({ simulate: (await measure('simulate', bank)).seconds })
  }
  const inForce = new Set(readCatalog(bank.lakeDir).deliveries.map(({ businessDate }) => businessDate))
  if (inForce.has(first) && inForce.has(last)) say('lake is there')
  for (const date of dates.filter((each) => !inForce.has(each))) {
    say(`load ${date}`)
    const { seconds } = await measure('load', { ...bank, date })
    note(date === first ? { loadHistory: seconds } : { loadDay: seconds })
  }
  return { bank, prepared }
}

/** Runs the nights of a bank of a size and publishes them, every step in a process of its own; makes the bank first if need be. */
export async function measureSize({ size, folder, repeat, memory, say }: SizeRequest): Promise<SizeFigures> {
  const { bank, prepared } = await prepareSize({ size, folder, say })
  const [first, last] = dates
  rmSync(join(bank.lakeDir, 'frozen'), { recursive: true, force: true })
  rmSync(bank.runsDir, { recursive: true, force: true })
  say('first night')
  const firstNight = await measure('night', { ...bank, date: first })

  say('scan')
  const scanBefore = (await measure('scanRaw', { ...bank, date: last })).result
  const nights = []
  for (let n = 1; n <= repeat; n++) {
    say(`night ${n} of ${repeat}`)
    rmSync(join(bank.runsDir, last), { recursive: true, force: true })
    nights.push(await measure('night', { ...bank, date: last }))
  }
  const night = nights.sort((a, b) => a.seconds - b.seconds)[Math.floor((repeat - 1) / 2)]
  if (!night) throw new Error('no night ran')
  const bounded = memory ? await boundedNight(bank, memory, say) : undefined
  say('scans')
  const scanAfter = (await measure('scanRaw', { ...bank, date: last })).result
  const scanRaw = meanScan(scanBefore, scanAfter)
  const scanRead = (await measure('scanRead', { reads: night.result.reads })).result
  const totals = (await measure('totals', { runDir: night.result.runDir })).result
  say('publish')
  const published = [
    { businessDate: first, runDir: firstNight.result.runDir },
    { businessDate: last, runDir: night.result.runDir },
  ]
  const publish = (await measure('publish', { folder: join(folder, String(size), 'postgres'), lakeDir: bank.lakeDir, nights: published }))
    .result
  const { months, models, checks } = night.result
  return {
    size: bank.outlets * bank.customersPerOutlet,
    bank,
    simulate: prepared.simulate,
    loadHistory: prepared.loadHistory,
    loadDay: prepared.loadDay,
    firstNight: costOf(firstNight),
    night: night.seconds,
    parts: { months, models, checks },
    peakMegabytes: Math.max(...nights.map((each) => each.peakMegabytes)),
    cpuSeconds: night.cpuSeconds,
    coreCpuSeconds: night.result.coreCpuSeconds,
    bounded,
    scanRaw,
    scanRead,
    publish,
    totals,
  }
}

const costOf = ({ seconds, cpuSeconds, peakMegabytes }: NightCost): NightCost => ({ seconds, cpuSeconds, peakMegabytes })

/** The last night once more, with less memory than it would take. */
async function boundedNight(bank: Bank, memory: string, say: SizeRequest['say']): Promise<NightCost> {
  say(`night within ${memory}`)
  rmSync(join(bank.runsDir, dates[1]), { recursive: true, force: true })
  return costOf(await measure('night', { ...bank, date: dates[1], memory }))
}

/** The night stands between two scans: what else the machine does falls on both sides of it. */
const meanScan = (before: ScanFigures, after: ScanFigures): ScanFigures => ({
  rows: after.rows,
  seconds: (before.seconds + after.seconds) / 2,
  cpuSeconds: (before.cpuSeconds + after.cpuSeconds) / 2,
})
