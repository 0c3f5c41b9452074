import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Home } from './home.ts'

/** What only the first start knows; everything else is derived from what exists. */
export interface HomeState {
  /** business dates of the sample bank, fixed when it is first made: a start that goes on after midnight keeps them */
  sampleDates?: readonly string[]
  /** customers an outlet of it */
  sampleCustomers?: number
  /** whether what its people did before is to be written yet; left out for a bank's own data */
  sampleLife?: 'wanted' | 'made'
}

export const readState = (home: Home): HomeState =>
  existsSync(home.stateFile) ? (JSON.parse(readFileSync(home.stateFile, 'utf8')) as HomeState) : {}

/** Replaces the state as a whole: a reader finds the old or the new one. */
export function writeState(home: Home, state: HomeState): void {
  writeFileSync(`${home.stateFile}.new`, `${JSON.stringify(state, null, 2)}\n`)
  renameSync(`${home.stateFile}.new`, home.stateFile)
}
