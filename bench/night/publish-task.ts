import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { lakeStateAt } from '../../night/extract/lake.ts'
import { modelsFolder } from '../../night/run/models.ts'
import { publish } from '../../night/run/publish/publish.ts'
import { upsertInstitutionsAndStaff } from '../../server/modules/organisation/index.ts'
import { readLakeKeys } from '../../server/modules/extract/lake-keys.ts'
import type { Databases } from '../../server/platform/database/pools.ts'
import type { Answer } from './reader.ts'
import { withPostgres } from './server.ts'

export interface PublishGiven {
  folder: string
  lakeDir: string
  nights: { businessDate: string; runDir: string }[]
}

export interface PublishResult {
  /** of the first night, nobody reading */
  seconds: number
  copySeconds: number
  rows: number
  /** of the last night, people reading all the while */
  secondsWithReaders: number
  answers: number
  /** the longest answer that was under way at a moment of the swap, and the longest of the second after it */
  swapStallMs: number
  afterwardsMs: number
  swapMs: number
  /** the last night once more over a date of which every twentieth snapshot is missing, people reading all the while */
  replace: { seconds: number; stallMs: number }
  /** answers that were empty or mixed two nights: must be none */
  torn: number
}

const now = () => performance.timeOrigin + performance.now()
const longest = (answers: Answer[]) => Math.max(0, ...answers.map(({ from, to }) => to - from))

/** Publishes the first night in peace and the last one with readers on, into a fresh PostgreSQL. */
export function publishTask({ folder, lakeDir, nights }: PublishGiven): Promise<PublishResult> {
  return withPostgres(folder, async (server, databases) => {
    const [first, last] = nights
    if (!first || !last) throw new Error('two nights are needed')
    const quiet = await publishOne(databases, lakeDir, first)
    const reader = fork(join(import.meta.dirname, 'reader.ts'), [JSON.stringify(server.connection)])
    const told = once(reader, 'message')
    const busy = await publishOne(databases, lakeDir, last)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await databases.ownerPool.query('delete from customer.customer_snapshot where business_date = $1 and customer_id % 20 = 0', [
      last.businessDate,
    ])
    const again = await publishOne(databases, lakeDir, last, 'again')
    await new Promise((resolve) => setTimeout(resolve, 500))
    reader.send('end')
    const [answers] = (await told) as [Answer[]]
    const during = answers.filter(({ from, to }) => from < busy.swapped.to && to > busy.swapped.from)
    const whileReplaced = answers.filter(({ from, to }) => from < again.swapped.to && to > again.swapped.from)
    const after = answers.filter(({ from }) => from >= busy.swapped.to && from < busy.swapped.to + 1000)
    return {
      seconds: quiet.seconds,
      copySeconds: quiet.copySeconds,
      rows: quiet.rows,
      secondsWithReaders: busy.seconds,
      answers: answers.length,
      swapStallMs: longest(during),
      afterwardsMs: longest(after),
      swapMs: busy.swapped.to - busy.swapped.from,
      replace: { seconds: again.seconds, stallMs: longest(whileReplaced) },
      torn: answers.filter(({ rows, torn }) => rows === 0 || torn > 0).length,
    }
  })
}

async function publishOne({ ownerPool }: Databases, lakeDir: string, night: PublishGiven['nights'][number], run = 'first') {
  const { businessDate, runDir } = night
  const lake = lakeStateAt(lakeDir, businessDate)
  if (!lake) throw new Error(`no delivery up to ${businessDate}`)
  const keys = await readLakeKeys(lake)
  const { rows } = await ownerPool.query<{ id: number }>(
    `insert into extract.night (business_date, outcome) values ($1, 'running') returning id`,
    [businessDate],
  )
  const swapped = { from: 0, to: 0 }
  const started = now()
  let copied = started
  const published = await publish({
    ownerPool,
    runDir,
    modelsDir: modelsFolder,
    businessDate,
    dataAsOf: businessDate,
    nightId: rows[0]?.id ?? 0,
    fingerprint: `${run} ${runDir}`,
    inSwap: (client) => upsertInstitutionsAndStaff(client, keys.institutions, keys.staff, businessDate),
    onProgress: ({ step, done, total }) => {
      if (step === 'copy' && done === total) copied = now()
      if (step === 'swap') swapped[done === 0 ? 'from' : 'to'] = now()
    },
  })
  return {
    seconds: (now() - started) / 1000,
    copySeconds: (copied - started) / 1000,
    swapped,
    rows: published.tables.reduce((sum, table) => sum + table.rows, 0),
  }
}
