import { join } from 'node:path'
import { readPolicyPack } from '../../night/run/policies.ts'
import { projectDir } from '../../server/platform/home.ts'

export interface Bank {
  /** the simulated bank's folder */
  incoming: string
  lakeDir: string
  runsDir: string
  outlets: number
  customersPerOutlet: number
  dates: string[]
}

/** The pack's policies, as the night of a bank takes them. */
export const packPolicies = () => readPolicyPack(join(projectDir, 'server/modules/policy/packs/cn'))
