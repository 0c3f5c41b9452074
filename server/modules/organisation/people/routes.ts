import { implement } from '@orpc/server'
import type { Database } from '../../../platform/database/pools.ts'
import { answered } from '../../../platform/http/answered.ts'
import { provedLately, signedIn, type FreshContext } from '../../../platform/http/context.ts'
import { sha256 } from '../sha256.ts'
import { endCluster, institutionsAndClusters, saveCluster } from './arrange-cluster.ts'
import { addDeputy, endDeputy } from './arrange-deputy.ts'
import { addPerson, addPost, endPost, transferPost } from './arrange-posts.ts'
import { peopleContract } from './contract.ts'
import { deskOf } from './desk.ts'
import { leaveBank, rejoinBank } from './leave-bank.ts'
import { listPeople, openPersonFile } from './list-people.ts'
import { closeLogin, openLogin, resetPerson, unlockPerson } from './manage-login.ts'
import { myScope, wearPost } from './my-scope.ts'
import { listOrphans, succeedManager } from './succeed-manager.ts'

/** What the routes about people need beyond the others: the owner's handle, how long a deputy may act, and the session's token. */
export interface PeopleContext extends FreshContext {
  accounts: Database
  /** days, from policy */
  longestDeputyDays: () => Promise<number>
  session: { token: string | undefined }
}

const os = implement(peopleContract).$context<PeopleContext>().use(signedIn)

/** Whoever is signed in has a token: the session was found by it. */
const tokenOf = ({ session }: PeopleContext) => sha256(session.token ?? '')

export const peopleRoutes = os.router({
  list: os.list.handler(async ({ input, context, errors }) => answered(await listPeople(deskOf(context), input), errors)),
  file: os.file.handler(async ({ input, context, errors }) => answered(await openPersonFile(deskOf(context), input.staffId), errors)),
  add: os.add.handler(async ({ input, context, errors }) => answered(await addPerson(deskOf(context), input), errors)),
  addPost: os.addPost.handler(async ({ input, context, errors }) => answered(await addPost(deskOf(context), input), errors)),
  endPost: os.endPost.handler(async ({ input, context, errors }) => answered(await endPost(deskOf(context), input), errors)),
  transfer: os.transfer.handler(async ({ input, context, errors }) => answered(await transferPost(deskOf(context), input), errors)),
  leave: os.leave.handler(async ({ input, context, errors }) => answered(await leaveBank(deskOf(context), input), errors)),
  rejoin: os.rejoin.handler(async ({ input, context, errors }) => answered(await rejoinBank(deskOf(context), input.staffId), errors)),
  addDeputy: os.addDeputy.handler(async ({ input, context, errors }) =>
    answered(await addDeputy(deskOf(context), input, await context.longestDeputyDays()), errors),
  ),
  endDeputy: os.endDeputy.handler(async ({ input, context, errors }) => answered(await endDeputy(deskOf(context), input.id), errors)),
  orphans: os.orphans.handler(async ({ context, errors }) => answered(await listOrphans(deskOf(context)), errors)),
  succeed: os.succeed.handler(async ({ input, context, errors }) => answered(await succeedManager(deskOf(context), input), errors)),
  openLogin: os.openLogin
    .use(provedLately)
    .handler(async ({ input, context, errors }) => answered(await openLogin(deskOf(context), input), errors)),
  closeLogin: os.closeLogin.handler(async ({ input, context, errors }) =>
    answered(await closeLogin(deskOf(context), input.staffId), errors),
  ),
  unlockLogin: os.unlockLogin.handler(async ({ input, context, errors }) =>
    answered(await unlockPerson(deskOf(context), input.staffId), errors),
  ),
  resetLogin: os.resetLogin
    .use(provedLately)
    .handler(async ({ input, context, errors }) => answered(await resetPerson(deskOf(context), input.staffId), errors)),
  institutions: os.institutions.handler(async ({ context, errors }) => answered(await institutionsAndClusters(deskOf(context)), errors)),
  saveCluster: os.saveCluster.handler(async ({ input, context, errors }) => answered(await saveCluster(deskOf(context), input), errors)),
  endCluster: os.endCluster.handler(async ({ input, context, errors }) => answered(await endCluster(deskOf(context), input.id), errors)),
  myScope: os.myScope.handler(({ context }) => myScope(deskOf(context), tokenOf(context))),
  wearPost: os.wearPost.handler(async ({ input, context, errors }) =>
    answered(await wearPost(deskOf(context), tokenOf(context), input.key), errors),
  ),
})
