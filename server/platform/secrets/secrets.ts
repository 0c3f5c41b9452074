import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { newKey, openKeyRing, type KeyRing } from './key-ring.ts'

/** Seals and opens what is kept and must not be read where it is kept. `purpose` binds a sealed text to its place: elsewhere it does not open. */
export interface Secrets {
  seal(purpose: string, text: string): string
  /** Throws when the text was sealed for another purpose, was changed, or its key is gone. */
  open(purpose: string, sealed: string): string
  /** whether it is sealed with the key in use */
  isCurrent(sealed: string): boolean
}

const cipher = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

/** Secrets under the keys that `ring` gives, asked at each use, so that a rotation by another process is noticed. */
export function secretsOf(ring: () => KeyRing): Secrets {
  return {
    seal(purpose, text) {
      const [key] = ring()
      const iv = randomBytes(ivBytes)
      const sealing = createCipheriv(cipher, key.bytes, iv).setAAD(Buffer.from(purpose))
      const hidden = Buffer.concat([iv, sealing.update(text, 'utf8'), sealing.final(), sealing.getAuthTag()])
      return `${key.name}.${hidden.toString('base64url')}`
    },
    open(purpose, sealed) {
      const [name = '', hidden = ''] = sealed.split('.')
      const key = ring().find((one) => one.name === name)
      if (!key) throw new Error('密钥文件里没有这条机密所用的密钥，请恢复原来的密钥文件')
      const bytes = Buffer.from(hidden, 'base64url')
      if (bytes.length < ivBytes + tagBytes) throw new Error('机密内容不完整')
      const opening = createDecipheriv(cipher, key.bytes, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
      opening.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-tagBytes))
      return Buffer.concat([opening.update(bytes.subarray(ivBytes, -tagBytes)), opening.final()]).toString('utf8')
    },
    isCurrent: (sealed) => sealed.startsWith(`${ring()[0].name}.`),
  }
}

/** Secrets under the keys of a file, which is made when it is not there. */
export const secretsInFile = (path: string): Secrets => secretsOf(() => openKeyRing(path))

/** Secrets that nobody can open once the process has ended. */
export function passingSecrets(): Secrets {
  const ring: KeyRing = [newKey()]
  return secretsOf(() => ring)
}
