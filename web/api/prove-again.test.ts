import { expect, it, vi } from 'vitest'
import { isProofAsked, onProofAsked, proveAgain, settleProof } from './prove-again.ts'

it('asks once for all that wait, and lets all go on, or none', async () => {
  const listener = vi.fn<() => void>()
  const stop = onProofAsked(listener)
  const both = Promise.all([proveAgain(), proveAgain()])
  expect(isProofAsked()).toBe(true)
  settleProof(true)
  expect(await both).toEqual([true, true])
  expect(isProofAsked()).toBe(false)
  const later = proveAgain()
  settleProof(false)
  expect(await later).toBe(false)
  expect(listener).toHaveBeenCalledTimes(5)
  stop()
  settleProof(true)
  expect(listener).toHaveBeenCalledTimes(5)
})
