/**
 * How like another text a text is (M25). Texts are compared by their shingles, the runs of three characters without blanks and marks, names left out:
 * likeness = shared / all of both (Jaccard). To find what is like a text among a year's texts without reading them, each keeps bands of a MinHash
 * signature: of two texts that share s of their shingles one band at least agrees with probability 1 − (1 − s³)⁴⁰: 99.5 % at s = 0.5, 4 % at s = 0.1.
 */
const run = 3
const bandCount = 40
const rowsPerBand = 3

export interface Fingerprint {
  /** int4, ascending, each once */
  shingles: number[]
  /** int4, one for each band */
  bands: number[]
}

/** Some code units of a text: `from` included, `until` excluded. */
export interface Range {
  from: number
  until: number
}

/** What a text is known by again. `names` (of the customer, of the writer) do not count: the same blessing to another name is the same blessing. */
export function fingerprintOf(text: string, names: readonly string[] = []): Fingerprint {
  const shingles = [...new Set(shinglesOf(text, names).map(({ hash }) => hash))].sort((a, b) => a - b)
  return { shingles, bands: bandsOf(shingles) }
}

/** Shared shingles of two texts / all of both, in basis points; 0 when one has none. */
export function likenessBp(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const held = new Set(a)
  const shared = new Set(b.filter((one) => held.has(one))).size
  return Math.round((10_000 * shared) / (held.size + new Set(b).size - shared))
}

/** Where a text says what another one (by its shingles) says too, joined where they touch. */
export function sharedRanges(text: string, names: readonly string[], other: readonly number[]): Range[] {
  const theirs = new Set(other)
  const ranges: Range[] = []
  for (const { hash, from, until } of shinglesOf(text, names)) {
    if (!theirs.has(hash)) continue
    const last = ranges.at(-1)
    if (last && from <= last.until) last.until = Math.max(last.until, until)
    else ranges.push({ from, until })
  }
  return ranges
}

interface Character extends Range {
  folded: string
}

function charactersOf(text: string, names: readonly string[]): Character[] {
  const blanked = [...names].sort((a, b) => b.length - a.length).reduce(withoutName, text)
  const found: Character[] = []
  let from = 0
  for (const character of blanked) {
    const until = from + character.length
    const folded = character.normalize('NFKC').toLowerCase()
    if (/[\p{Letter}\p{Number}]/u.test(folded)) found.push({ folded, from, until })
    from = until
  }
  return found
}

/** A name is replaced by as many blanks, so that places stay what they are. */
const withoutName = (text: string, name: string): string => (name === '' ? text : text.replaceAll(name, ' '.repeat(name.length)))

function shinglesOf(text: string, names: readonly string[]): (Range & { hash: number })[] {
  const characters = charactersOf(text, names)
  if (characters.length === 0) return []
  const runs = Math.max(characters.length - run + 1, 1)
  return Array.from({ length: runs }, (_, at) => {
    const part = characters.slice(at, at + run)
    return {
      hash: hashOf(part.map(({ folded }) => folded).join('')),
      from: part[0]?.from ?? 0,
      until: part.at(-1)?.until ?? 0,
    }
  })
}

function bandsOf(shingles: readonly number[]): number[] {
  if (shingles.length === 0) return []
  return Array.from({ length: bandCount }, (_, band) => {
    const rows = Array.from({ length: rowsPerBand }, (_, row) => leastOf(shingles, band * rowsPerBand + row))
    return hashOf(`${band}:${rows.join(',')}`)
  })
}

/** The least of the shingles under one of the permutations. */
function leastOf(shingles: readonly number[], permutation: number): number {
  let least = Infinity
  for (const shingle of shingles) least = Math.min(least, mixed(shingle ^ Math.imul(permutation + 1, 0x9e3779b1)))
  return least
}

/** FNV-1a over code units, mixed; int4. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return mixed(hash) | 0
}

/** The finaliser of MurmurHash3: every bit of the input moves every bit of the answer; unsigned. */
function mixed(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
