import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { openBrowser } from './browser.ts'
import { gzipBytes } from './first-screen.ts'
import { careJourneys } from './care.journey.ts'
import { dayJourneys } from './day.journey.ts'
import { dossierJourneys } from './dossier.journey.ts'
import { exportJourneys } from './export.journey.ts'
import { handoverJourneys } from './handover.journey.ts'
import { keyboardJourneys } from './keyboard.journey.ts'
import { keepingJourneys } from './keeping.journey.ts'
import { leaveJourneys } from './leave.journey.ts'
import { modelJourneys } from './model.journey.ts'
import { monthlyKeepJourneys } from './monthly-keep.journey.ts'
import { peopleJourneys } from './people.journey.ts'
import { phoneJourneys } from './phone.journey.ts'
import { pointsJourneys } from './points.journey.ts'
import { policyJourneys } from './policy.journey.ts'
import { presidentJourneys } from './president.journey.ts'
import { programmeJourneys } from './programmes.journey.ts'
import { redeemJourneys } from './redeem.journey.ts'
import { scopeJourneys } from './scope.journey.ts'
import { signInJourneys } from './sign-in.journey.ts'
import { signOnJourneys } from './sign-on.journey.ts'
import { openSmallBank } from './small-bank.ts'
import type { Stage } from './stage.ts'
import { todayJourneys } from './today.journey.ts'
import { warningJourneys } from './warning.journey.ts'
import { watchJourneys } from './watch.journey.ts'
import { worklogJourneys } from './worklog.journey.ts'

/** One browser, one small bank and its server for all journeys. */
const customersPerOutlet = 160
const kilobyte = 1024
// a busy machine draws pages slowly
vi.setConfig({ testTimeout: 60_000 })
const folder = mkdtempSync(join(tmpdir(), `liuke-test-${process.pid}-`))
let opened: Stage | undefined
const stage = (): Stage => {
  if (!opened) throw new Error('the small bank did not open')
  return opened
}

beforeAll(async () => {
  const databases = await testDatabase()
  const [bank, browser] = await Promise.all([
    openSmallBank(join(folder, 'home'), databases, customersPerOutlet),
    openBrowser(join(folder, 'browser')),
  ])
  opened = { bank, browser, databases, complaints: [] }
}, 240_000)

afterAll(async () => {
  await opened?.browser.close()
  await opened?.bank.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('at the door', () => {
  signInJourneys(stage)
})
describe('signing on', () => {
  signOnJourneys(stage)
})
describe('early warnings', () => {
  warningJourneys(stage)
})
describe('the president', () => {
  presidentJourneys(stage)
})
describe('by keyboard', () => {
  keyboardJourneys(stage)
})
describe('what each may see', () => {
  scopeJourneys(stage)
})
describe('people and posts', () => {
  peopleJourneys(stage)
})
describe('a policy', () => {
  policyJourneys(stage)
})
describe('files taken out', () => {
  exportJourneys(stage)
})
describe('on a phone', () => {
  phoneJourneys(stage)
})

describe('the worklog', () => {
  worklogJourneys(stage)
})

describe('hand-overs, prospects and words', () => {
  handoverJourneys(stage)
})

describe('what is known of a customer', () => {
  dossierJourneys(stage)
})

describe('today’s list', () => {
  todayJourneys(stage)
})

describe('a day on the phone', () => {
  dayJourneys(stage)
})

describe('care of the day', () => {
  careJourneys(stage)
})

describe('points and gifts', () => {
  pointsJourneys(stage)
  redeemJourneys(stage)
})

describe('paying units, plans and the blood-pressure desk', () => {
  programmeJourneys(stage)
})

describe('monthly keep, monthly receive', () => {
  monthlyKeepJourneys(stage)
})

describe('the watch', () => {
  watchJourneys(stage)
})

describe('the model of who leaves', () => {
  modelJourneys(stage)
})

// last: they publish other nights
describe('a customer who wants to leave', () => {
  leaveJourneys(stage)
})
describe('waking, and benefits', () => {
  keepingJourneys(stage)
})

describe('the pages themselves', () => {
  it('complain of nothing in the console, the content security policy included', () => {
    expect(stage().complaints).toEqual([])
  })

  it('keep the first screen of every role within 350 KB after gzip, the door within 200', () => {
    const door = ['index.html', 'i18n/zh-CN/door.ts', 'screens/organisation/sign-in.tsx']
    const inside = [...door, 'i18n/zh-CN/index.ts', 'screens/shell/shell.tsx']
    const first = [...inside, 'screens/report/outlet-screen.tsx']
    expect(gzipBytes(stage().bank.screens, door)).toBeLessThan(200 * kilobyte)
    expect(gzipBytes(stage().bank.screens, first)).toBeLessThan(350 * kilobyte)
    const day = [...inside, 'screens/today/today-screen.tsx']
    expect(gzipBytes(stage().bank.screens, day)).toBeLessThan(350 * kilobyte)
  })
})
