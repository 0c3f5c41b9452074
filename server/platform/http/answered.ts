/**
 * Gives a use case's answer on, or throws the contract's error for its refusal: a use case refuses by returning the error's name as text.
 * `errors` are those of the route; one that lacks a refusal of the use case does not compile.
 */
export function answered<Outcome extends object | string>(
  outcome: Outcome,
  errors: Record<Extract<Outcome, string>, () => Error>,
): Exclude<Outcome, string> {
  const refused = (given: Outcome): given is Extract<Outcome, string> => typeof given === 'string'
  if (refused(outcome)) throw errors[outcome]()
  return outcome as Exclude<Outcome, string>
}
