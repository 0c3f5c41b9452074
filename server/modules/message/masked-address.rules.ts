import { maskAddress, maskPhone } from '../privacy/index.ts'
import type { Medium } from './message-terms.ts'

/** Where a message will go, masked: 138****1234, z***@qq.com, an address down to its district. */
export function maskedAddress(address: string | null, medium: Medium): string | null {
  if (address === null) return null
  if (medium === 'email') return address.replace(/^(.)[^@]*/u, '$1***')
  return medium === 'letter' || medium === 'card' ? maskAddress(address) : maskPhone(address)
}
