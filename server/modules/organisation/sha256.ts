import { createHash } from 'node:crypto'

/** Under which tokens, logins and codes are kept that must not be readable. */
export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
