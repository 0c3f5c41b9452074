const brackets = 2_000
const roundAbout = 600_000

/** Texts that were ever found to break something; a route may refuse them or keep them as they are, nothing else. */
export const badTexts: Record<string, string> = {
  sql: `'; drop table audit.entry; --`,
  'sql number': '1 or 1=1',
  html: '<img src=x onerror=alert(1)>"><script>alert(1)</script>',
  'four bytes': '𠮷🏦'.repeat(20),
  NUL: 'a\0b',
  'beyond int8': '9999999999999999999',
  'no day': '2026-02-31',
  'day nought': '0000-00-00',
  'half a pair': 'a\ud800b',
  'right to left': '\u202etxt.exe\u2066',
  format: '%s%n${7*7}{{7*7}}',
  path: '../../../../etc/passwd',
  long: '长'.repeat(roundAbout / 3),
  prototype: '__proto__',
  like: '%_\\%',
  spaces: ' \t\r\n\u00a0\u3000',
}

/** What is no ordinary number. */
export const badNumbers: Record<string, unknown> = {
  negative: -1,
  huge: 2 ** 53,
  'beyond int4': 2 ** 31,
  fraction: 0.5,
  text: '1; drop table audit.entry',
  'no number': null,
  list: [1, 2],
  endless: 1e308,
}

export const deepJson = `${'['.repeat(brackets)}${']'.repeat(brackets)}`
