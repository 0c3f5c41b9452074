import { expect, it } from 'vitest'
import { keepText, parseSearch, safeReturn, stringifySearch } from './search-text.ts'

it('keeps text as text, also when it looks like a number', () => {
  const search = { q: '0071', f: 'tier.in.wealth*aum.above.0', name: '𠮷 王&b=c' }
  expect(parseSearch(stringifySearch(search))).toEqual(search)
})
it('leaves filters readable in the address and drops empty parameters', () => {
  expect(stringifySearch({ f: 'tier.in.potential.wealth*aum.at_least.5000000', q: '', sort: undefined })).toBe(
    '?f=tier.in.potential.wealth*aum.at_least.5000000',
  )
  expect(stringifySearch({})).toBe('')
})
it('keeps only what a screen knows', () => {
  expect(keepText('q', 'f')({ q: 'a', f: '', x: 'b', n: 3 })).toEqual({ q: 'a' })
})
it('returns only to a path of this site', () => {
  expect(
    ['/customers?q=a', '//evil.example', '/\\evil.example', 'https://evil.example', undefined, '/sign-in?return=/', '/'].map(safeReturn),
  ).toEqual(['/customers?q=a', '/', '/', '/', '/', '/', '/'])
})
