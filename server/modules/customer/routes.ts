import { implement } from '@orpc/server'
import { answered } from '../../platform/http/answered.ts'
import { signedIn, type RequestContext } from '../../platform/http/context.ts'
import { customerContract } from './contract.ts'
import { deleteView, listViews, saveView } from './keep-views.ts'
import { listCustomers } from './list-customers.ts'
import { nameManagers } from './name-managers.ts'
import { openDossier } from './open-dossier.ts'
import { suggestCustomers } from './suggest-customers.ts'

const os = implement(customerContract).$context<RequestContext>().use(signedIn)

export const customerRoutes = os.router({
  list: os.list.handler(async ({ input, context: { database, scope }, errors }) => {
    const outcome = await listCustomers(database, scope, input)
    if (outcome === 'BAND_ONLY') throw errors.BAND_ONLY()
    return answered(outcome, errors)
  }),
  get: os.get.handler(async ({ input, context: { database, person }, errors }) =>
    answered(await openDossier(database, person, input.customerId), errors),
  ),
  suggest: os.suggest.handler(async ({ input, context: { database, scope }, errors }) =>
    answered(await suggestCustomers(database, scope, input.search), errors),
  ),
  managers: os.managers.handler(async ({ context: { database, scope }, errors }) => answered(await nameManagers(database, scope), errors)),
  listViews: os.listViews.handler(({ context: { database, scope } }) => listViews(database, scope)),
  saveView: os.saveView.handler(({ input, context: { database, scope } }) => saveView(database, scope, input)),
  deleteView: os.deleteView.handler(async ({ input, context: { database, scope }, errors }) =>
    answered(await deleteView(database, scope, input.id), errors),
  ),
})
