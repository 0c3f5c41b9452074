import { oc } from '@orpc/contract'
import { z } from 'zod'
import { businessDate, id, refusals } from '../../platform/contract/terms.ts'

const systolic = z.number().int().min(50).max(280)
const diastolic = z.number().int().min(30).max(180)
const pulse = z.number().int().min(30).max(220)

const reading = z.object({ id: z.uuid(), businessDate, systolic, diastolic, pulse, by: z.string() })
export type Reading = z.infer<typeof reading>

export const healthContract = {
  desk: oc
    .route({ method: 'GET', path: '/customers/{customerId}/health', summary: '血压服务' })
    .errors(refusals)
    .input(z.object({ customerId: id }))
    .output(
      z.object({
        /** the bank runs the desk */
        on: z.boolean(),
        /** the customer's own consent to keep readings is in force */
        consent: z.boolean(),
        keepDays: z.number().int(),
        readings: z.array(reading),
      }),
    ),
  record: oc
    .route({ method: 'POST', path: '/customers/{customerId}/health', summary: '保存血压读数' })
    .errors({
      ...refusals,
      OFF: { status: 422, message: '本行没有开办血压服务，读数不保存' },
      NO_CONSENT: { status: 422, message: '客户没有单独同意保存健康读数，请把读数写在健康卡上交给客户' },
    })
    .input(
      z
        .object({ customerId: id, id: z.uuid(), systolic, diastolic, pulse })
        .refine((one) => one.diastolic < one.systolic, '舒张压应低于收缩压'),
    )
    .output(z.object({ repeated: z.boolean() })),
  forget: oc
    .route({ method: 'DELETE', path: '/customers/{customerId}/health', summary: '删除健康读数' })
    .errors(refusals)
    .input(z.object({ customerId: id }))
    .output(z.object({ forgotten: z.number().int() })),
}
