import type { OutletReport } from '../../../server/modules/report/contract.ts'

/** What every panel of the outlet screen is given. */
export interface PanelProps {
  report: OutletReport
}

export type Rate = OutletReport['leakage']['rate']
