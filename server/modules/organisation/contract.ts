import { oc } from '@orpc/contract'
import { z } from 'zod'
import { institutionLevels, staffRoles, clusterRoles } from '../../../night/extract/canonical.ts'
import { businessDate, refusals } from '../../platform/contract/terms.ts'

export const institution = z.object({
  id: z.number().int(),
  code: z.string(),
  name: z.string(),
  level: z.enum(institutionLevels),
  parentId: z.number().int().nullable(),
  clusterCode: z.string().nullable(),
  clusterRole: z.enum(clusterRoles).nullable(),
})
export type Institution = z.infer<typeof institution>

export const me = z.object({
  userId: z.number().int(),
  login: z.string(),
  name: z.string(),
  role: z.enum(staffRoles),
  institutionId: z.number().int(),
  /** the subtree of the person's institution, parents first */
  institutions: z.array(institution),
  /** how fresh the data is; `late` = a business date was expected after `dataAsOf` and has not come; null before the first night */
  data: z.object({ businessDate, dataAsOf: businessDate, late: z.boolean() }).nullable(),
})
export type Me = z.infer<typeof me>

export const organisationContract = {
  signIn: oc
    .route({ method: 'POST', path: '/session', summary: '登录' })
    .errors({
      ...refusals,
      WRONG_CREDENTIALS: { status: 401, message: '用户名或密码不正确' },
      TOO_MANY_ATTEMPTS: { status: 429, message: '尝试次数过多，请稍后再试' },
    })
    .input(z.object({ login: z.string().trim().min(1).max(64), password: z.string().min(1).max(200) }))
    .output(me),
  signOut: oc
    .route({ method: 'DELETE', path: '/session', summary: '退出' })
    .errors(refusals)
    .output(z.object({ signedOut: z.literal(true) })),
  me: oc.route({ method: 'GET', path: '/session', summary: '当前用户' }).errors(refusals).output(me),
}
