import { businessDateOf } from '../../../platform/calendar.ts'
import type { Database } from '../../../platform/database/pools.ts'
import { withScope } from '../../../platform/database/scope.ts'
import type { Person } from '../../../platform/http/context.ts'
import { policyAt } from '../../policy/index.ts'
import { maskedViewOf, maskName } from '../../privacy/index.ts'
import { receiptOf } from './hand-out.sql.ts'

/** The receipt of a hand-out, to be printed and filed: what was given for how many points, to whom (masked), by whom, with the signature. */
export function showReceipt(database: Database, person: Person, handOutId: string, now: Date) {
  return withScope(database, person.scope, async (trx) => {
    const receipt = await receiptOf(trx, handOutId)
    if (!receipt) return 'NOT_FOUND'
    const { nameStyle } = maskedViewOf(await policyAt(trx, businessDateOf(now)), person.scope.role)
    return {
      ...receipt,
      points: receipt.points.toString(),
      customerName: maskName(receipt.customerName, nameStyle),
      at: receipt.at.toISOString(),
      signature: receipt.signature.toString('base64'),
    }
  })
}
