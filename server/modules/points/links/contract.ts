import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, id, refusals } from '../../../platform/contract/terms.ts'
import { tastes } from '../gifts/contract.ts'

const points = z.string()
/** what stands in the address of the customer's page: 32 random bytes, base64url */
const token = z.string().regex(/^[\w-]{43}$/)
/** the one answer to a link that is unknown, revoked or past its time */
const gone = { status: 404, message: '链接已失效，请向网点工作人员要新的链接' }
const outlet = z.object({ institutionId: z.number().int(), name: z.string(), available: z.number().int() })
const states = ['open', 'handed_out', 'cancelled', 'expired', 'undone'] as const

const ownPage = z.object({
  /** masked */
  name: z.string(),
  validUntil: z.string(),
  accounts: z.array(
    z.object({
      programmeId: z.number().int(),
      programme: z.string(),
      available: points,
      reserved: points,
      owed: points,
      lots: z.array(z.object({ expiresOn: businessDate.nullable(), points })),
    }),
  ),
  gifts: z.array(
    z.object({
      giftId: z.number().int(),
      name: z.string(),
      taste: z.enum(tastes),
      programmeId: z.number().int(),
      points,
      /** the own outlet first, then its neighbours; only those that have it */
      outlets: z.array(outlet),
    }),
  ),
  redemptions: z.array(
    z.object({
      redemptionId: z.uuid(),
      gift: z.string(),
      points,
      outlet: z.string(),
      at: z.string(),
      validUntil: z.string(),
      /** while it is open */
      code: z.string().nullable(),
      state: z.enum(states),
    }),
  ),
})
/** What a customer sees on their own page. */
export type OwnPage = z.infer<typeof ownPage>

/** The customer's own page, without login: whoever has the link. Nothing else is answered to it. */
export const ownPageContract = {
  show: oc
    .route({ method: 'POST', path: '/own-points', summary: '客户本人的积分页' })
    .errors({ NOT_FOUND: gone })
    .input(z.object({ token }))
    .output(ownPage),
  redeem: oc
    .route({ method: 'POST', path: '/own-points/redemptions', summary: '客户兑换礼品' })
    .errors({
      NOT_FOUND: gone,
      CONFLICT: { message: '这次兑换已经提交过，请刷新页面' },
      NOT_ENOUGH: { status: 422, message: '积分不够，请选择其他礼品' },
      OUT_OF_STOCK: { status: 422, message: '这个网点刚刚兑完了，请选择其他网点或礼品' },
      TOO_MANY: { status: 422, message: '您今天的兑换已达上限，请先领取或取消已有的兑换' },
    })
    .input(
      z.object({
        token,
        /** made by the page: sent again it is the same redemption */
        id: z.uuid(),
        giftId: z.number().int().min(1).max(2_147_483_647),
        institutionId: z.number().int().min(1).max(2_147_483_647),
      }),
    )
    .output(z.object({ code: z.string(), validUntil: z.string() })),
  cancel: oc
    .route({ method: 'POST', path: '/own-points/redemptions/cancel', summary: '客户取消兑换' })
    .errors({ NOT_FOUND: gone, CONFLICT: { message: '这次兑换已经领取、取消或过期，请刷新页面' } })
    .input(z.object({ token, redemptionId: z.uuid() }))
    .output(z.object({ cancelled: z.literal(true) })),
}

const link = z.object({
  linkId: id,
  madeBy: z.string(),
  madeAt: z.string(),
  validUntil: z.string(),
  opened: z.number().int(),
  lastOpenedAt: z.string().nullable(),
  state: z.enum(['good', 'revoked', 'past']),
})
export type LinkRow = z.infer<typeof link>

const redemption = z.object({
  redemptionId: z.uuid(),
  code: z.string(),
  giftName: z.string(),
  points,
  institutionName: z.string(),
  /** as the desk may see it: masked for a customer of another outlet */
  customerName: z.string(),
  /** belongs to another outlet of the cluster */
  neighbour: z.boolean(),
  validUntil: z.string(),
})
export type RedemptionAtDesk = z.infer<typeof redemption>

const longestSignature = 70_000
const code = z
  .string()
  .transform((text) => text.replaceAll(/\s/gu, ''))
  .pipe(z.string().regex(/^\d{8}$/, '兑换码是 8 位数字'))

/** Links to customers' pages, and the desk for their codes. */
export const linkContract = {
  list: oc
    .route({ method: 'GET', path: '/customers/{customerId}/points-links', summary: '客户积分链接' })
    .errors(refusals)
    .input(z.object({ customerId: id }))
    .output(
      z.object({
        links: z.array(link),
        hours: z.number().int(),
        /** where customers' phones reach the page; null where the bank has not said so */
        publicUrl: z.string().nullable(),
      }),
    ),
  make: oc
    .route({ method: 'POST', path: '/customers/{customerId}/points-links', summary: '生成客户积分链接' })
    .errors(refusals)
    .input(z.object({ customerId: id }))
    .output(
      z.object({
        linkId: id,
        /** path with the token in its fragment, which no server sees: shown once */
        path: z.string(),
        validUntil: z.string(),
      }),
    ),
  revoke: oc
    .route({ method: 'POST', path: '/points-links/{linkId}/revoke', summary: '作废客户积分链接' })
    .errors(refusals)
    .input(z.object({ linkId: id }))
    .output(z.object({ linkId: id })),
  find: oc
    .route({ method: 'POST', path: '/redemptions/find', summary: '按兑换码查找' })
    .errors({ ...refusals, NOT_FOUND: { message: '没有这个兑换码，或已领取、取消、过期，或应在其他网点领取' } })
    .input(z.object({ code }))
    .output(redemption),
  handOut: oc
    .route({ method: 'POST', path: '/redemptions/{redemptionId}/hand-out', summary: '凭码发放礼品' })
    .errors({
      ...refusals,
      INVALID: { status: 422, message: '签名图片不完整或超过 50 KB，请请客户重新签名' },
      KEEPER: { status: 403, message: '您保管本网点的礼品，不能由您发放，请另一位同事办理' },
      EXPIRED: { status: 410, message: '兑换码已过期，请客户重新兑换' },
      CAP_REACHED: { status: 422, message: '本年度礼品预算（客户、经办人、网点或方案）已用完，请联系网点行长' },
    })
    .input(
      z.object({
        redemptionId: z.uuid(),
        /** made by the screen: sent again it is the same hand-out */
        id: z.uuid(),
        /** PNG, base64 */
        signature: z.string().min(100).max(longestSignature),
      }),
    )
    .output(z.object({ handOutId: z.uuid(), receiptNo: z.string(), points, repeated: z.boolean() })),
  cancel: oc
    .route({ method: 'POST', path: '/redemptions/{redemptionId}/cancel', summary: '网点取消兑换' })
    .errors(refusals)
    .input(z.object({ redemptionId: z.uuid() }))
    .output(z.object({ cancelled: z.literal(true) })),
}
