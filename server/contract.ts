import { customerContract } from './modules/customer/contract.ts'
import { extractContract } from './modules/extract/contract.ts'
import { organisationContract } from './modules/organisation/contract.ts'
import { reportContract } from './modules/report/contract.ts'

/** All that the server offers, for the web client and the OpenAPI document. Safe in a browser. */
export const contract = {
  organisation: organisationContract,
  customer: customerContract,
  report: reportContract,
  extract: extractContract,
}
