import { implement } from '@orpc/server'
import { answered } from '../../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../../platform/http/context.ts'
import { giftContract } from './contract.ts'
import { showCounts, takeStock } from './count-stock.ts'
import { handOutGift } from './hand-out-gift.ts'
import { addGift, listStock, receiveGifts, stopGift } from './keep-stock.ts'
import { showAccount, showGifts } from './show-points.ts'
import { showReceipt } from './show-receipt.ts'
import { undoHandOut } from './undo-hand-out.ts'

const os = implement(giftContract).$context<RequestContext>().use(signedIn)

export const giftRoutes = os.router({
  account: os.account.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showAccount(database, person, input.customerId, now()), errors),
  ),
  gifts: os.gifts.handler(({ context: { database, person, now } }) => showGifts(database, person, now())),
  addGift: os.addGift.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await addGift(database, person, input, now()), errors),
  ),
  stock: os.stock.handler(async ({ context: { database, person }, errors }) => answered(await listStock(database, person), errors)),
  receive: os.receive.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await receiveGifts(database, person, input, now()), {
      FORBIDDEN: () => errors.FORBIDDEN(),
      NOT_FOUND: () => errors.NOT_FOUND(),
      INVALID: () => errors.INVALID({ message: '这批礼品已经过期，不能入库' }),
    }),
  ),
  takeStock: os.takeStock.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await takeStock(database, person, input, now()), {
      FORBIDDEN: () => errors.FORBIDDEN(),
      NOT_FOUND: () => errors.NOT_FOUND(),
      HELD: () => errors.HELD(),
      CONFLICT: () => errors.CONFLICT({ message: '这批礼品的盘点差异正在等待复核' }),
    }),
  ),
  handOut: os.handOut.handler(async ({ input, context: { database, person, now }, errors }) => {
    const outcome = await handOutGift(database, person, input, now())
    if (outcome === 'INVALID') throw errors.INVALID({ message: '签名图片不完整或超过 50 KB，请请客户重新签名' })
    const { points, ...rest } = answered(outcome, errors)
    return { ...rest, points: points.toString() }
  }),
  undo: os.undo.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await undoHandOut(database, person, input, now()), {
      FORBIDDEN: () => errors.FORBIDDEN(),
      NOT_FOUND: () => errors.NOT_FOUND(),
      CONFLICT: () => errors.CONFLICT({ message: '这笔发放已经撤销过' }),
      INVALID: () => errors.INVALID({ message: '只能在发放当天撤销' }),
    }),
  ),
  endGift: os.endGift.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await stopGift(database, person, input.giftId, now()), errors),
  ),
  receipt: os.receipt.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await showReceipt(database, person, input.handOutId, now()), errors),
  ),
  counts: os.counts.handler(async ({ context: { database, person, now }, errors }) =>
    answered(await showCounts(database, person, now()), errors),
  ),
})
