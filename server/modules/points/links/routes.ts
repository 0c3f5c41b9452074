import { implement } from '@orpc/server'
import { answered } from '../../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../../platform/http/context.ts'
import { linkContract, ownPageContract } from './contract.ts'
import { makeLink, revokeLink, showLinks } from './make-link.ts'
import { cancelOwn, redeemByLink, showOwnPage } from './own-page.ts'
import { cancelCode, findCode, handOutCode, type CodeRefusal } from './take-code.ts'

const open = implement(ownPageContract).$context<RequestContext>()

/** What anybody may ask who holds a link: the only routes without a login beside signing in. */
export const ownPageRoutes = open.router({
  show: open.show.handler(async ({ input, context: { database, now }, errors }) =>
    answered(await showOwnPage(database, input.token, now()), errors),
  ),
  redeem: open.redeem.handler(async ({ input, context: { database, now }, errors }) =>
    answered(await redeemByLink(database, input, now()), {
      ...errorsOf(errors),
      // of the desk alone
      EXPIRED: () => errors.NOT_FOUND(),
      CAP_REACHED: () => errors.TOO_MANY(),
    }),
  ),
  cancel: open.cancel.handler(async ({ input, context: { database, now }, errors }) => {
    const outcome = await cancelOwn(database, input, now())
    if (typeof outcome !== 'string') return outcome
    throw outcome === 'CONFLICT' ? errors.CONFLICT() : errors.NOT_FOUND()
  }),
})

/** Each error of a route under its own name. */
function errorsOf<E extends Record<'NOT_FOUND' | 'CONFLICT' | 'NOT_ENOUGH' | 'OUT_OF_STOCK' | 'TOO_MANY', () => Error>>(errors: E) {
  return {
    NOT_FOUND: () => errors.NOT_FOUND(),
    CONFLICT: () => errors.CONFLICT(),
    NOT_ENOUGH: () => errors.NOT_ENOUGH(),
    OUT_OF_STOCK: () => errors.OUT_OF_STOCK(),
    TOO_MANY: () => errors.TOO_MANY(),
  }
}

const os = implement(linkContract).$context<RequestContext>().use(signedIn)

/** A use case's answer, or the route's error for its refusal; a refusal that a route does not name cannot happen there. */
function given<T extends object>(outcome: T | CodeRefusal, errors: Partial<Record<CodeRefusal, () => Error>>): T {
  if (typeof outcome !== 'string') return outcome
  throw errors[outcome]?.() ?? new Error(`a code was refused by ${outcome}`)
}

export const linkRoutes = os.router({
  list: os.list.handler(async ({ input, context: { database, person, now, publicUrl = null }, errors }) =>
    answered(await showLinks(database, person, input.customerId, publicUrl, now()), errors),
  ),
  make: os.make.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await makeLink(database, person, input.customerId, now()), errors),
  ),
  revoke: os.revoke.handler(async ({ input, context: { database, person, now }, errors }) =>
    answered(await revokeLink(database, person, input.linkId, now()), {
      FORBIDDEN: () => errors.FORBIDDEN(),
      NOT_FOUND: () => errors.NOT_FOUND(),
      CONFLICT: () => errors.CONFLICT({ message: '这个链接已经失效' }),
    }),
  ),
  find: os.find.handler(async ({ input, context: { database, person, now }, errors }) =>
    given(await findCode(database, person, input.code, now()), errors),
  ),
  handOut: os.handOut.handler(async ({ input, context: { database, person, now }, errors }) =>
    given(await handOutCode(database, person, input, now()), errors),
  ),
  cancel: os.cancel.handler(async ({ input, context: { database, person, now }, errors }) =>
    given(await cancelCode(database, person, input.redemptionId, now()), errors),
  ),
})
