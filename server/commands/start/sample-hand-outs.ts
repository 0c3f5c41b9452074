import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import { personOfUser } from '../../modules/organisation/index.ts'
import { handOutGift } from '../../modules/points/gifts/hand-out-gift.ts'
import { reviewGift } from '../../modules/points/oversight/watch-gifts.ts'
import { writeInflows } from '../../modules/points/oversight/watch.sql.ts'
import { addDays } from '../../platform/calendar.ts'
import type { Databases } from '../../platform/database/pools.ts'
import type { Person } from '../../platform/http/context.ts'
import * as sample from './sample-hand-outs.sql.ts'
import { accountOf } from './sample-life.sql.ts'

const handOuts = 18
const withInflow = 8
const atTheDesk = 'T10:20:00+08:00'

/**
 * What the lobby manager of the sample bank handed out in the days up to its newest night: gifts to those who had money come in that week, and to others. Compliance has
 * looked at one. Everything is named after its customer: done again it is the same.
 */
export async function enlivenHandOuts({ owner, app }: Databases, now: Date): Promise<void> {
  const accounts = await owner.transaction().execute(async (trx) => {
    if (await sample.hasHandOuts(trx)) return undefined
    return { lobby: await accountOf(trx, 'lobby_manager'), compliance: await accountOf(trx, 'compliance_officer') }
  })
  const lobby = accounts?.lobby && (await personOfUser(owner, accounts.lobby, now))
  if (!lobby) return
  const outlet = lobby.scope.institutionId
  const { night, customers } = await owner.transaction().execute(async (trx) => {
    await sample.writeAttendance(trx, outlet, withInflow)
    return sample.whoFetches(trx, outlet, handOuts, withInflow)
  })
  for (const [nth, { customerId, giftId }] of customers.entries()) {
    const day = new Date(`${addDays(night, -(nth % 4))}${atTheDesk}`)
    await handOutGift(app, lobby, { id: idOf(`sample hand-out ${customerId}`), customerId, giftId, signature: scribble(nth) }, day)
  }
  await writeInflows(owner)
  const compliance = accounts.compliance && (await personOfUser(owner, accounts.compliance, now))
  if (compliance) await lookAtOne({ owner, app }, compliance, now)
}

async function lookAtOne({ owner, app }: Pick<Databases, 'owner' | 'app'>, compliance: Person, now: Date): Promise<void> {
  const handOutId = await owner.transaction().execute((trx) => sample.smallestWatched(trx))
  if (handOutId === undefined) return
  const note = '礼品为讲座签到积分兑换，转入资金是子女给的购房款，与礼品无关，已核对活动签到表'
  await reviewGift(app, compliance, { handOutId, verdict: 'explained', note }, now)
}

/** A UUID that follows from words. */
const idOf = (words: string): string =>
  createHash('sha256')
    .update(words)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/u, '$1-$2-4$3-8$4-$5')

const [width, height] = [240, 80]

/** A hand's wave as a picture in grey (PNG, base64): everybody signs a little differently. */
function scribble(nth: number): string {
  const rows = Buffer.alloc((width + 1) * height, 255)
  for (let y = 0; y < height; y++) rows[y * (width + 1)] = 0
  for (let step = 0; step < 1600; step++) {
    const along = step / 1600
    const x = Math.round(16 + along * 200 + 10 * Math.sin(along * (21 + nth)))
    const y = Math.round(40 + 22 * Math.sin(along * (9 + (nth % 5)) + nth) * (1 - along / 2))
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
    ] as const)
      rows[(y + dy) * (width + 1) + 1 + x + dx] = 20
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  const magic = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]).toString('base64')
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}
