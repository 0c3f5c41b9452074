import { implement } from '@orpc/server'
import { signedIn, type RequestContext } from '../../../platform/http/context.ts'
import { giftSheetContract } from './contract.ts'
import { takeSheet } from './take-sheet.ts'
import { writeSheet } from './write-sheet.ts'

const os = implement(giftSheetContract).$context<RequestContext>().use(signedIn)

export const giftSheetRoutes = os.router({
  download: os.download.handler(async ({ input, context: { database, person, now }, errors }) => {
    const file = await writeSheet(database, person, input, now())
    if (file === 'FORBIDDEN') throw errors.FORBIDDEN()
    return file
  }),
  take: os.take.handler(async ({ input, context: { database, person, now }, errors }) => {
    const outcome = await takeSheet(database, person, input, now())
    if (outcome === 'FORBIDDEN') throw errors.FORBIDDEN()
    if ('invalid' in outcome) throw errors.INVALID({ message: outcome.invalid })
    return outcome
  }),
})
