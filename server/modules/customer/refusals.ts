/** How a use case of a module refuses; its routes turn it into the contract's error. */
export type Refusal = 'FORBIDDEN' | 'NOT_FOUND' | 'NOT_READY'

/** Gives a use case's answer on, or throws the contract's error for its refusal. */
export function answered<T extends object>(outcome: T | Refusal, errors: Record<Refusal, () => Error>): T {
  if (typeof outcome === 'string') throw errors[outcome]()
  return outcome
}
