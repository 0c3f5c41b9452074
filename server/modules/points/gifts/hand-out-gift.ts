import { actorOf } from '../../../platform/audit/entry.ts'
import { recordAudit, recordRefusal } from '../../../platform/audit/record.ts'
import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope, type Scoped } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { ledgerRefusal } from '../ledger.rules.ts'
import { actOnLedger } from '../ledger.sql.ts'
import { againWhenRaced } from './again-when-raced.ts'
import { giftOf } from './gift.sql.ts'
import { mayHandOut } from './gifts.policy.ts'
import { handOutOf, insertHandOut, outletOfCustomer } from './hand-out.sql.ts'
import { isPng, receiptNoOf } from './receipt.rules.ts'
import { insertMove, keepsStock, nextBatch } from './stock.sql.ts'

declare module '../../../platform/audit/actions.ts' {
  interface AuditActions {
    'hand-out-gift': true
  }
}

export type HandOutRefusal = 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'NOT_ENOUGH' | 'OUT_OF_STOCK' | 'CAP_REACHED' | 'KEEPER' | 'INVALID'
export interface HandOutWish {
  id: string
  customerId: string
  giftId: number
  signature: string
}
export interface HandedOut {
  receiptNo: string
  points: bigint
  repeated: boolean
}

/**
 * Hands a gift out at the person's own outlet (M63, M72): points are reserved, the piece leaves the stock, the signature is kept and the points are captured in one
 * transaction with its receipt number, or nothing happens. Sent again it answers the same. Refusals are on record.
 */
export async function handOutGift(database: Database, person: Person, wish: HandOutWish, now: Date): Promise<HandedOut | HandOutRefusal> {
  const asked = {
    actor: actorOf(person),
    action: 'hand-out-gift',
    subject: { kind: 'customer', id: wish.customerId },
    detail: { gift: wish.giftId, id: wish.id },
  } as const
  const outcome = await againWhenRaced(() =>
    withScope(database, person.scope, async (trx) => {
      const done = await handOut(trx, person, wish, now)
      if (typeof done !== 'string' && !done.repeated) {
        const detail = { ...asked.detail, receiptNo: done.receiptNo, points: done.points }
        await recordAudit(trx, { ...asked, institutionId: person.scope.institutionId, outcome: 'done', detail })
      }
      return done
    }).catch((error: unknown): HandOutRefusal => {
      if (ledgerRefusal(error) === 'not_enough') return 'NOT_ENOUGH'
      if (ledgerRefusal(error) === 'cap_reached') return 'CAP_REACHED'
      throw error
    }),
  )
  if (typeof outcome === 'string') await recordRefusal(database, { ...asked, detail: { ...asked.detail, refusal: outcome } })
  return outcome
}

async function handOut(trx: Scoped, person: Person, wish: HandOutWish, now: Date): Promise<HandedOut | HandOutRefusal> {
  const { userId, scope } = person
  const { institutionId } = scope
  if (!mayHandOut(scope.role)) return 'FORBIDDEN'
  const before = await handOutOf(trx, wish.id)
  if (before) {
    const same = before.issuedBy === userId && before.customerId === BigInt(wish.customerId) && before.giftId === wish.giftId
    return same && !before.undone ? { receiptNo: before.receiptNo, points: before.points, repeated: true } : 'CONFLICT'
  }
  if (await keepsStock(trx, userId, institutionId)) return 'KEEPER'
  const signature = Buffer.from(wish.signature, 'base64')
  if (!isPng(signature)) return 'INVALID'
  if ((await outletOfCustomer(trx, wish.customerId)) === undefined) return 'NOT_FOUND'
  const gift = await giftOf(trx, wish.giftId)
  if (!gift) return 'NOT_FOUND'
  const businessDate = businessDateOf(now)
  const batchId = await nextBatch(trx, wish.giftId, institutionId, businessDate)
  if (batchId === undefined) return 'OUT_OF_STOCK'
  const { programmeId, points } = gift
  const act = { programmeId, customerId: BigInt(wish.customerId), businessDate, institutionId, about: `gift:${gift.code}` }
  const reserved = await actOnLedger(trx, { ...act, kind: 'reserve', key: `hand-out:${wish.id}:reserve`, points })
  if (!reserved) throw new Error('the ledger reserved nothing')
  const captured = await actOnLedger(trx, { ...act, kind: 'capture', key: `hand-out:${wish.id}:capture`, refersTo: reserved.postingId })
  if (!captured) throw new Error('the ledger captured nothing')
  const receiptNo = receiptNoOf(businessDate, wish.id)
  await insertHandOut(trx, {
    id: wish.id,
    receiptNo,
    customerId: BigInt(wish.customerId),
    giftId: wish.giftId,
    batchId,
    points,
    reservePosting: reserved.postingId,
    capturePosting: captured.postingId,
    signature,
    institutionId,
    businessDate,
    issuedBy: userId,
    issuedName: person.name,
    at: now,
  })
  await insertMove(trx, { batchId, kind: 'hand_out', pieces: -1, handOutId: wish.id }, userId, now)
  return { receiptNo, points, repeated: false }
}
