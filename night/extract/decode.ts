import { isUtf8 } from 'node:buffer'
import type { Layout } from './layout.ts'

const decoders = {
  'utf-8': new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }),
  gb18030: new TextDecoder('gb18030', { fatal: true, ignoreBOM: true }),
}

function decodes(bytes: Uint8Array, encoding: Layout['encoding']): string | undefined {
  try {
    return decoders[encoding].decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** Bytes of the character that begins at `at`, by the shape of the encoding; 0 when no character begins so. */
function characterLength(bytes: Uint8Array, at: number, encoding: Layout['encoding']): number {
  const first = bytes[at] ?? 0
  const second = bytes[at + 1] ?? 0
  if (first < 0x80) return first === 0 ? 0 : 1
  if (encoding === 'gb18030') {
    if (first === 0x80 || first === 0xff) return 0
    return second >= 0x30 && second <= 0x39 ? 4 : 2
  }
  if (first < 0xc2 || first > 0xf4) return 0
  return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
}

/** Offset of the first byte of `line` that is not in the encoding; undefined when the line is sound. */
export function brokenByte(line: Uint8Array, encoding: Layout['encoding']): number | undefined {
  for (let at = 0; at < line.length;) {
    const length = characterLength(line, at, encoding)
    if (length === 0 || at + length > line.length || decodes(line.subarray(at, at + length), encoding) === undefined) return at
    at += length
  }
  return undefined
}

/**
 * Whole lines as UTF-8; undefined when a byte is broken (a NUL is, too: no store keeps it).
 * 0x80 alone, which decoders of the web take for '€', is broken in GB18030.
 */
export function asUtf8(bytes: Buffer, encoding: Layout['encoding']): Buffer | undefined {
  if (bytes.includes(0)) return undefined
  if (encoding === 'utf-8') return isUtf8(bytes) ? bytes : undefined
  const text = decodes(bytes, encoding)
  if (text === undefined || (text.includes('€') && hasLoneEuro(bytes))) return undefined
  return Buffer.from(text)
}

const hasLoneEuro = (bytes: Buffer): boolean => brokenByte(bytes, 'gb18030') !== undefined
