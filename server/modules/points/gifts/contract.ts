import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, fen, id, refusals } from '../../../platform/contract/terms.ts'

/** What people like (M63): pensioners staples, appliances, health; salaried people dining, leisure, refined small things. */
export const tastes = ['staples', 'appliance', 'health', 'dining', 'leisure', 'refined'] as const
const points = z.string()

const gift = z.object({
  giftId: z.number().int(),
  code: z.string(),
  name: z.string(),
  taste: z.enum(tastes),
  supplier: z.string(),
  programmeId: z.number().int(),
  programme: z.string(),
  points,
  costFen: fen,
  /** of the outlet asked about: what may be handed out today */
  available: z.number().int(),
})
export type GiftRow = z.infer<typeof gift>

const batch = z.object({
  batchId: id,
  giftCode: z.string(),
  giftName: z.string(),
  institutionId: z.number().int(),
  institutionName: z.string(),
  documentNo: z.string(),
  expiresOn: businessDate.nullable(),
  available: z.number().int(),
  /** pieces that customers have a code for: in the cupboard, not available */
  held: z.number().int(),
  receivedAt: z.string(),
})
export type BatchRow = z.infer<typeof batch>

const handOut = z.object({
  handOutId: z.uuid(),
  receiptNo: z.string(),
  giftName: z.string(),
  points,
  businessDate,
  at: z.string(),
  issuedBy: z.string(),
  institutionName: z.string(),
  customerNo: z.string(),
  undone: z.boolean(),
  /** of today and not yet undone */
  mayUndo: z.boolean(),
})
export type HandOutRow = z.infer<typeof handOut>

const receipt = z.object({
  handOutId: z.uuid(),
  receiptNo: z.string(),
  giftName: z.string(),
  programme: z.string(),
  points,
  customerName: z.string().nullable(),
  institutionName: z.string(),
  issuedBy: z.string(),
  at: z.string(),
  /** PNG, base64 */
  signature: z.string(),
  undone: z.boolean(),
})
export type ReceiptView = z.infer<typeof receipt>

const count = z.object({
  countId: id,
  giftName: z.string(),
  institutionName: z.string(),
  documentNo: z.string(),
  book: z.number().int(),
  found: z.number().int(),
  note: z.string(),
  countedBy: z.string(),
  at: z.string(),
  decision: z.enum(['waiting', 'approved', 'refused']).nullable(),
  decidedBy: z.string().nullable(),
})
export type CountRow = z.infer<typeof count>

const account = z.object({
  programmeId: z.number().int(),
  programme: z.string(),
  available: points,
  reserved: points,
  owed: points,
  /** what expires when, the first first; null = for good */
  lots: z.array(z.object({ expiresOn: businessDate.nullable(), points })),
})
export type PointsAccount = z.infer<typeof account>

const longestSignature = 70_000
const invalid = { status: 422, message: '填写有误' }
export const giftContract = {
  account: oc
    .route({ method: 'GET', path: '/customers/{customerId}/points', summary: '客户积分' })
    .errors(refusals)
    .input(z.object({ customerId: id }))
    .output(z.object({ accounts: z.array(account), handOuts: z.array(handOut) })),
  gifts: oc
    .route({ method: 'GET', path: '/gifts', summary: '礼品目录与库存' })
    .errors(refusals)
    .output(z.object({ gifts: z.array(gift), institutionId: z.number().int(), keepsStock: z.boolean() })),
  addGift: oc
    .route({ method: 'POST', path: '/gifts', summary: '新增礼品' })
    .errors(refusals)
    .input(
      z.object({
        code: z.string().regex(/^[a-z0-9_]{2,40}$/, '代码用小写字母、数字和下划线'),
        name: z.string().trim().min(1).max(60),
        taste: z.enum(tastes),
        supplier: z.string().trim().min(1).max(80),
        programmeCode: z.string().max(40),
        points: z.number().int().min(1).max(10_000_000),
        costFen: fen.refine((text) => /^\d{1,15}$/.test(text), '成本不能小于零'),
      }),
    )
    .output(z.object({ giftId: z.number().int() })),
  stock: oc
    .route({ method: 'GET', path: '/gifts/stock', summary: '库存批次' })
    .errors(refusals)
    .output(z.object({ batches: z.array(batch) })),
  receive: oc
    .route({ method: 'POST', path: '/gifts/stock', summary: '礼品入库' })
    .errors({ ...refusals, INVALID: invalid })
    .input(
      z.object({
        giftId: z.number().int().min(1).max(2_147_483_647),
        pieces: z.number().int().min(1).max(100_000),
        expiresOn: businessDate.nullable().default(null),
        documentNo: z.string().trim().min(1).max(80),
      }),
    )
    .output(z.object({ batchId: id })),
  endGift: oc
    .route({ method: 'POST', path: '/gifts/end', summary: '停用礼品' })
    .errors(refusals)
    .input(z.object({ giftId: z.number().int().min(1).max(2_147_483_647) }))
    .output(z.object({ giftId: z.number().int() })),
  takeStock: oc
    .route({ method: 'POST', path: '/gifts/stock/{batchId}/count', summary: '盘点' })
    .errors({ ...refusals, HELD: { status: 422, message: '实盘件数少于客户已凭码预约的件数，请先核实预约' } })
    .input(z.object({ batchId: id, found: z.number().int().min(0).max(100_000), note: z.string().trim().min(2).max(200) }))
    .output(z.object({ difference: z.number().int(), waits: z.boolean() })),
  handOut: oc
    .route({ method: 'POST', path: '/gifts/hand-outs', summary: '发放礼品' })
    .errors({
      ...refusals,
      INVALID: invalid,
      NOT_ENOUGH: { status: 422, message: '积分不足，请选择其他礼品' },
      CAP_REACHED: { status: 422, message: '本年度礼品预算（客户、经办人、网点或方案）已用完，请联系网点行长' },
      OUT_OF_STOCK: { status: 422, message: '本网点已无可发的库存，请选择其他礼品' },
      KEEPER: { status: 403, message: '您保管本网点的礼品，不能由您发放，请另一位同事办理' },
    })
    .input(
      z.object({
        /** made by the screen: sent again it is the same hand-out */
        id: z.uuid(),
        customerId: id,
        giftId: z.number().int().min(1).max(2_147_483_647),
        /** PNG, base64 */
        signature: z.string().min(100).max(longestSignature),
      }),
    )
    .output(z.object({ receiptNo: z.string(), points, repeated: z.boolean() })),
  undo: oc
    .route({ method: 'POST', path: '/gifts/hand-outs/{handOutId}/undo', summary: '撤销发放' })
    .errors({ ...refusals, INVALID: invalid })
    .input(z.object({ handOutId: z.uuid(), reason: z.string().trim().min(2).max(200) }))
    .output(z.object({ receiptNo: z.string() })),
  receipt: oc
    .route({ method: 'GET', path: '/gifts/hand-outs/{handOutId}/receipt', summary: '礼品收据' })
    .errors(refusals)
    .input(z.object({ handOutId: z.uuid() }))
    .output(receipt),
  counts: oc
    .route({ method: 'GET', path: '/gifts/counts', summary: '盘点记录' })
    .errors(refusals)
    .output(z.object({ counts: z.array(count) })),
}
