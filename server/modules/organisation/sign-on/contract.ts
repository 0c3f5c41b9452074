import { oc } from '@orpc/contract'
import { z } from 'zod'
import { refusals } from '../../../platform/contract/terms.ts'

/** Why a new password is not taken. */
export const passwordProblems = ['too_short', 'too_plain', 'too_common', 'holds_name', 'used_before'] as const
/** How a session's person proved who they are: by password, by password and code, or at the bank's identity provider. */
export const signInMethods = ['password', 'second_factor', 'single_sign_on'] as const

const password = z.string().min(1).max(200)
export const newPassword = z.string().min(1).max(200)
/** of an authenticator app, or a recovery code */
export const code = z.string().trim().min(1).max(40)
const login = z.string().trim().min(1).max(64)
export const enrolment = z.object({
  /** `otpauth://…` for a picture, and the same secret to type */
  uri: z.string(),
  secret: z.string(),
})
export type Enrolment = z.infer<typeof enrolment>

/** Why a password, or a code, does not prove who somebody is. */
export const proofRefusals = {
  WRONG_CREDENTIALS: { status: 401, message: '用户名或密码不正确' },
  TOO_MANY_ATTEMPTS: { status: 429, message: '尝试次数过多，请稍后再试' },
  SECOND_FACTOR_NEEDED: { status: 401, message: '请输入验证器上的 6 位验证码，或一个恢复码' },
  WRONG_CODE: { status: 401, message: '验证码不正确或已用过，请等下一个验证码再试' },
} as const
export const passwordRefused = { status: 422, message: '新密码不符合要求', data: z.object({ problem: z.enum(passwordProblems) }) } as const

export const signInSession = z.object({
  id: z.string(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  method: z.enum(signInMethods),
  address: z.string(),
  device: z.string(),
  /** the session that asks */
  current: z.boolean(),
})
export type SignInSession = z.infer<typeof signInSession>

const passwordRules = z.object({ shortest: z.int(), kindsAtLeast: z.int(), history: z.int() })
export type PasswordRulesShown = z.infer<typeof passwordRules>

export const accountState = z.object({
  login: z.string(),
  passwordChangedAt: z.iso.datetime(),
  /** how this session's person proved who they are */
  method: z.enum(signInMethods),
  secondFactor: z.object({ enrolled: z.boolean(), required: z.boolean(), recoveryCodesLeft: z.int() }),
  passwordRules,
})

const done = z.object({ done: z.literal(true) })
const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })

export const signOnContract = {
  ways: oc
    .route({ method: 'GET', path: '/session/ways', summary: '登录方式' })
    .errors(refusals)
    .output(
      z.object({
        singleSignOn: z.object({ name: z.string() }).nullable(),
        passwords: z.enum(['everybody', 'break_glass']),
        passwordRules,
      }),
    ),
  account: oc.route({ method: 'GET', path: '/account', summary: '我的账号与安全' }).errors(refusals).output(accountState),
  changePassword: oc
    .route({ method: 'POST', path: '/account/password', summary: '修改密码' })
    .errors({ ...refusals, ...proofRefusals, PASSWORD_REFUSED: passwordRefused })
    .input(z.object({ password, newPassword }))
    .output(done),
  prove: oc
    .route({ method: 'POST', path: '/session/proof', summary: '再次验证身份' })
    .errors({ ...refusals, ...proofRefusals })
    .input(z.object({ password, code: code.optional() }))
    .output(done),
  sessions: oc
    .route({ method: 'GET', path: '/account/sessions', summary: '我的登录会话' })
    .errors(refusals)
    .output(z.object({ rows: z.array(signInSession) })),
  endSession: oc
    .route({ method: 'DELETE', path: '/account/sessions/{id}', summary: '结束一个登录会话' })
    .errors(refusals)
    .input(z.object({ id: z.string().regex(/^\d{1,18}$/) }))
    .output(done),
  endAllSessions: oc
    .route({ method: 'POST', path: '/account/sessions/end-all', summary: '在所有设备上退出' })
    .errors(refusals)
    .input(z.object({ keepThis: z.boolean().default(false) }))
    .output(z.object({ ended: z.int() })),
  offerSecondFactor: oc
    .route({ method: 'POST', path: '/account/second-factor', summary: '开始绑定验证器' })
    .errors(refusals)
    .output(enrolment),
  confirmSecondFactor: oc
    .route({ method: 'POST', path: '/account/second-factor/confirm', summary: '用验证码完成绑定' })
    .errors({ ...refusals, WRONG_CODE: proofRefusals.WRONG_CODE, TOO_MANY_ATTEMPTS: proofRefusals.TOO_MANY_ATTEMPTS })
    .input(z.object({ code }))
    .output(recoveryCodes),
  removeSecondFactor: oc.route({ method: 'DELETE', path: '/account/second-factor', summary: '解除验证器' }).errors(refusals).output(done),
  renewRecoveryCodes: oc
    .route({ method: 'POST', path: '/account/recovery-codes', summary: '换新恢复码' })
    .errors(refusals)
    .output(recoveryCodes),
  unlockLogin: oc
    .route({ method: 'POST', path: '/logins/unlock', summary: '解除用户锁定' })
    .errors(refusals)
    .input(z.object({ login }))
    .output(done),
  resetPassword: oc
    .route({ method: 'POST', path: '/logins/reset-password', summary: '重置用户密码（一次性密码只显示一次）' })
    .errors(refusals)
    .input(z.object({ login }))
    .output(z.object({ login: z.string(), password: z.string() })),
  resetSecondFactor: oc
    .route({ method: 'POST', path: '/logins/reset-second-factor', summary: '解除用户的验证器' })
    .errors(refusals)
    .input(z.object({ login }))
    .output(done),
}
