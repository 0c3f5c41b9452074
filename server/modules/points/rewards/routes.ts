import { implement } from '@orpc/server'
import { signedIn, type RequestContext } from '../../../platform/http/context.ts'
import { rewardContract } from './contract.ts'
import { listProgrammes, listRefused } from './list-programmes.ts'
import { previewProgramme } from './preview-programme.ts'
import { proposeProgramme } from './propose-programme.ts'
import { recordOverride } from './record-override.ts'
import { referralWords, witnessOccurrence, type ReferralProblem, type WitnessRefusal } from './witness-occurrence.ts'

const os = implement(rewardContract).$context<RequestContext>().use(signedIn)

export const rewardRoutes = os.router({
  programmes: os.programmes.handler(({ context: { database, person, now } }) => listProgrammes(database, person, now())),
  preview: os.preview.handler(async ({ input, context: { database, person, now }, errors }) => {
    const outcome = await previewProgramme(database, person, input, now())
    if (outcome === 'FORBIDDEN') throw errors.FORBIDDEN()
    return outcome
  }),
  propose: os.propose.handler(async ({ input, context: { database, person, now }, errors }) => {
    const outcome = await proposeProgramme(database, person, input, now())
    if (outcome === 'FORBIDDEN') throw errors.FORBIDDEN()
    if (outcome === 'CONFLICT') throw errors.CONFLICT({ message: '这个代码已属于其他机构，或已有一版在审批，请换一个代码或等它办结' })
    if ('invalid' in outcome) throw errors.INVALID({ message: outcome.invalid })
    if ('gate' in outcome) throw errors.RED_LINE({ message: outcome.words })
    return outcome
  }),
  refusedAttempts: os.refusedAttempts.handler(async ({ context: { database, person }, errors }) => {
    const outcome = await listRefused(database, person)
    if (outcome === 'FORBIDDEN') throw errors.FORBIDDEN()
    return outcome
  }),
  recordOverride: os.recordOverride.handler(async ({ input, context: { database, person, now }, errors }) => {
    const outcome = await recordOverride(database, person, input, now())
    if (typeof outcome === 'string') throw errors[outcome]()
    if ('invalid' in outcome) throw errors.INVALID({ message: outcome.invalid })
    return outcome
  }),
  witness: os.witness.handler(async ({ input, context: { database, person, now }, errors }) => {
    const outcome = await witnessOccurrence(database, person, input, now())
    if (typeof outcome !== 'string') return outcome
    throw outcome in referralWords
      ? errors.INVALID({ message: referralWords[outcome as ReferralProblem] })
      : errors[outcome as WitnessRefusal]()
  }),
})
