import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync } from 'node:fs'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

const ivBytes = 12
const tagBytes = 16
const algorithm = 'aes-256-gcm'

export interface StoredFile {
  /** the only key; forgotten with the file */
  key: Buffer
  sha256: Buffer
  bytes: number
}

/** A file could not be read back: it is gone, or somebody changed it. */
export class FileLost extends Error {}

/** Files in a folder of the owner's alone, each under a key of its own. */
export class FileStore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Writes a file whole or not at all; one of the same id is replaced. */
  async put(id: string, content: Uint8Array): Promise<StoredFile> {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    chmodSync(this.#folder, 0o700)
    const key = randomBytes(32)
    const iv = randomBytes(ivBytes)
    const cipher = createCipheriv(algorithm, key, iv)
    const sealed = Buffer.concat([cipher.update(content), cipher.final()])
    const beside = `${this.#path(id)}.${randomBytes(4).toString('hex')}.part`
    const handle = await open(beside, 'wx', 0o600)
    try {
      await handle.writeFile(Buffer.concat([iv, cipher.getAuthTag(), sealed]))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(beside, this.#path(id))
    return { key, sha256: createHash('sha256').update(content).digest(), bytes: content.byteLength }
  }

  /** The file as it was put. Throws {@link FileLost}. */
  async get(id: string, key: Buffer): Promise<Buffer> {
    try {
      const held = await readFile(this.#path(id))
      const decipher = createDecipheriv(algorithm, key, held.subarray(0, ivBytes))
      decipher.setAuthTag(held.subarray(ivBytes, ivBytes + tagBytes))
      return Buffer.concat([decipher.update(held.subarray(ivBytes + tagBytes)), decipher.final()])
    } catch (cause) {
      throw new FileLost(`the file of export ${id} cannot be read`, { cause })
    }
  }

  /** Nothing happens when there is none. */
  async remove(id: string): Promise<void> {
    await rm(this.#path(id), { force: true })
  }

  #path(id: string): string {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error(`"${id}" is no file's id`)
    return join(this.#folder, id)
  }
}
