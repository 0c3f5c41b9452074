/**
 * Acts of weight are refused with REAUTHENTICATE until the person has entered the password anew. The client (api/client.ts) then waits here for the dialog
 * (screens/organisation/prove-dialog.tsx), and tries the act again; whoever closes the dialog gets the refusal.
 */

type Settle = (proved: boolean) => void

let waiting: Settle[] = []
const listeners = new Set<() => void>()
const tell = (): void => {
  for (const listener of listeners) listener()
}

/** Asks for the password anew; several acts that wait are asked for once. */
export const proveAgain = (): Promise<boolean> =>
  new Promise((resolve) => {
    waiting = [...waiting, resolve]
    tell()
  })

/** Ends the asking: everybody who waits goes on, or gives up. */
export const settleProof = (proved: boolean): void => {
  const settled = waiting
  waiting = []
  for (const settle of settled) settle(proved)
  tell()
}

export const isProofAsked = (): boolean => waiting.length > 0
export const onProofAsked = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
