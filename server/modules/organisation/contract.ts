import { oc } from '@orpc/contract'
import { z } from 'zod'
import { institutionLevels, staffRoles, clusterRoles } from '../../../night/extract/canonical.ts'
import { businessDate, refusals } from '../../platform/contract/terms.ts'
import { code, enrolment, newPassword, passwordRefused, proofRefusals } from './sign-on/contract.ts'

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
  /** whom the person acts for in the post that is worn; null in an own post */
  actingFor: z.string().nullable(),
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
      ...proofRefusals,
      LOCAL_SIGN_IN_OFF: { status: 403, message: '本行使用单点登录，请点“单点登录”进入' },
      PASSWORD_CHANGE_NEEDED: { status: 403, message: '请先设置自己的新密码' },
      PASSWORD_REFUSED: passwordRefused,
      SECOND_FACTOR_ENROLMENT: { status: 403, message: '您的岗位需要绑定验证器，请先绑定', data: enrolment },
    })
    .input(
      z.object({
        login: z.string().trim().min(1).max(64),
        password: z.string().min(1).max(200),
        code: code.optional(),
        newPassword: newPassword.optional(),
      }),
    )
    .output(me),
  signOut: oc
    .route({ method: 'DELETE', path: '/session', summary: '退出' })
    .errors(refusals)
    .output(z.object({ signedOut: z.literal(true) })),
  me: oc.route({ method: 'GET', path: '/session', summary: '当前用户' }).errors(refusals).output(me),
}
