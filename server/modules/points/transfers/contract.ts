import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, id, refusals } from '../../../platform/contract/terms.ts'

const transfer = z.object({
  transferId: z.uuid(),
  giftName: z.string(),
  fromInstitutionId: z.number().int(),
  fromName: z.string(),
  toInstitutionId: z.number().int(),
  toName: z.string(),
  pieces: z.number().int(),
  documentNo: z.string(),
  expiresOn: businessDate.nullable(),
  sentName: z.string(),
  sentAt: z.string(),
  /** null: still under way */
  arrived: z.number().int().nullable(),
  receivedName: z.string().nullable(),
  arrivalNote: z.string().nullable(),
  /** of pieces that did not arrive; null: none, or the sender has not said yet */
  missing: z.enum(['lost', 'returned']).nullable(),
  missingNote: z.string().nullable(),
  mayReceive: z.boolean(),
  maySettle: z.boolean(),
  /** sent by an outlet in sight */
  outgoing: z.boolean(),
})
export type TransferRow = z.infer<typeof transfer>

const samePerson = { status: 403, message: '发出和收货须由两人办理，请另一位同事处理' }
const note = z.string().trim().min(2).max(200)

/** Gifts on their way between outlets (M63). */
export const transferContract = {
  list: oc
    .route({ method: 'GET', path: '/gifts/transfers', summary: '礼品调拨' })
    .errors(refusals)
    .output(
      z.object({
        transfers: z.array(transfer),
        /** outlets that gifts of the own outlet may go to */
        destinations: z.array(z.object({ institutionId: z.number().int(), name: z.string() })),
      }),
    ),
  send: oc
    .route({ method: 'POST', path: '/gifts/transfers', summary: '调出礼品' })
    .errors({
      ...refusals,
      INVALID: { status: 422, message: '只能调给同一群落或同一上级的网点' },
      OUT_OF_STOCK: { status: 422, message: '这批礼品没有这么多可用的件数' },
    })
    .input(
      z.object({
        /** made by the screen: sent again it is the same transfer */
        id: z.uuid(),
        batchId: id,
        toInstitutionId: z.number().int().min(1).max(2_147_483_647),
        pieces: z.number().int().min(1).max(100_000),
        documentNo: z.string().trim().min(1).max(80),
      }),
    )
    .output(z.object({ transferId: z.uuid() })),
  receive: oc
    .route({ method: 'POST', path: '/gifts/transfers/{transferId}/arrival', summary: '调入收货' })
    .errors({
      ...refusals,
      INVALID: { status: 422, message: '实收不能多于发出；少于发出时请写明情况' },
      SAME_PERSON: samePerson,
    })
    .input(z.object({ transferId: z.uuid(), arrived: z.number().int().min(0).max(100_000), note: note.nullable().default(null) }))
    .output(z.object({ missing: z.number().int() })),
  settleMissing: oc
    .route({ method: 'POST', path: '/gifts/transfers/{transferId}/missing', summary: '调拨短少处理' })
    .errors({ ...refusals, SAME_PERSON: samePerson })
    .input(z.object({ transferId: z.uuid(), outcome: z.enum(['lost', 'returned']), note }))
    .output(z.object({ pieces: z.number().int() })),
}
