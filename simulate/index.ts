export { simulateBank } from './simulate-bank.ts'
export type { Simulated } from './simulate-bank.ts'
export { businessDatesFrom, SimulateError } from './plan.ts'
export type { SimulateOptions, SimulateProgress } from './plan.ts'
