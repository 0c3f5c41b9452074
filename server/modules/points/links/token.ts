import { createHash, randomBytes } from 'node:crypto'

const bytes = 32

/** A token for a link, 256 random bits as base64url; only its hash is kept. */
export const newToken = (): string => randomBytes(bytes).toString('base64url')

/** SHA-256 of a token: what the database knows it by. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()
