import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { newKey, openKeyRing, readKeyRing, writeKeyRing } from './key-ring.ts'
import { passingSecrets, secretsInFile } from './secrets.ts'

const folder = mkdtempSync(join(tmpdir(), 'liuke-secrets-'))
afterAll(() => rmSync(folder, { recursive: true }))
const text = 'JBSWY3DPEHPK3PXP 密'

describe('a sealed text', () => {
  const secrets = passingSecrets()
  const sealed = secrets.seal('factor:7', text)

  it('opens for its purpose alone, never looks the same twice, and holds nothing in clear', () => {
    expect(secrets.open('factor:7', sealed)).toBe(text)
    expect(() => secrets.open('factor:8', sealed)).toThrow()
    expect(secrets.seal('factor:7', text)).not.toBe(sealed)
    expect(Buffer.from(sealed.split('.')[1] ?? '', 'base64url').toString()).not.toContain('JBSW')
  })

  it('does not open when a bit was changed, when it was cut, or under other keys', () => {
    const [name, hidden = ''] = sealed.split('.')
    const bytes = Buffer.from(hidden, 'base64url')
    bytes[20] = (bytes[20] ?? 0) ^ 1
    expect(() => secrets.open('factor:7', `${name}.${bytes.toString('base64url')}`)).toThrow()
    expect(() => secrets.open('factor:7', sealed.slice(0, 20))).toThrow()
    expect(() => secrets.open('factor:7', '')).toThrow()
    expect(() => passingSecrets().open('factor:7', sealed)).toThrow(/密钥/)
  })
})

describe('a key file', () => {
  it('is made once, for its owner alone, and opens what an older key sealed', () => {
    const path = join(folder, 'made')
    const secrets = secretsInFile(path)
    const sealed = secrets.seal('x', text)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(secrets.isCurrent(sealed)).toBe(true)
    const before = openKeyRing(path)
    writeKeyRing(path, [newKey(), ...before])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(secrets.isCurrent(sealed)).toBe(false)
    expect(secrets.open('x', sealed)).toBe(text)
    expect(readKeyRing(path)).toHaveLength(2)
  })

  it('with something else in it is refused without showing it', () => {
    const path = join(folder, 'other')
    writeFileSync(path, 'my-secret-but-short\n')
    expect(() => openKeyRing(path)).toThrow(/第 1 行/)
    expect(() => openKeyRing(path)).not.toThrow(/my-secret/)
    expect(readFileSync(path, 'utf8')).toBe('my-secret-but-short\n')
    writeFileSync(path, '\n')
    expect(() => openKeyRing(path)).toThrow(/空/)
  })
})
