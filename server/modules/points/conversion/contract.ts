import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, id, refusals, shownMoney } from '../../../platform/contract/terms.ts'

const level = z.enum(['long_tail', 'potential', 'mid_to_high', 'wealth'])

const converted = z.object({
  businessDate,
  lines: z.array(z.object({ category: z.string(), balanceFen: shownMoney, coefficientBp: z.number().int(), convertedFen: shownMoney })),
  convertedFen: shownMoney,
  /** what events go by: within an experience period the level of the converted assets, else the bank's tier */
  level,
  experience: z.boolean(),
  superMember: z.boolean(),
  superFromFen: z.string(),
})
export type ConvertedAssets = z.infer<typeof converted>

export const conversionContract = {
  show: oc
    .route({ method: 'GET', path: '/customers/{customerId}/converted-assets', summary: '折算金融资产' })
    .errors(refusals)
    .input(z.object({ customerId: id }))
    .output(converted),
}
