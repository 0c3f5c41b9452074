/**
 * What people choose when they choose without thought: words, runs on the keyboard, dates of love and luck, the bank's own words. Kept as stems; what is
 * hung on in front and behind (years, 123, @, !) is taken off before looking.
 */
const stems: ReadonlySet<string> = new Set(
  `password passwort passw0rd p@ssw0rd p@ssword pa55word passwd admin administrator root user guest test demo welcome hello letmein login master manager
  secret default changeme monkey dragon shadow superman batman sunshine princess football baseball iloveyou trustno charlie michael jordan hunter soccer
  killer starwars computer internet freedom whatever qazwsx qwerty qwertyuiop qwert asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qweasd qweasdzxc qwer
  woaini woaini1314 aini iloveu wodemima mima nihao zhongguo beijing shanghai china taobao alipay weixin wechat caonima woshishui abcdef abcabc abcd
  aabbcc asdasd qweqwe zxczxc a1b2c3 a1b2c3d4 q1w2e3 q1w2e3r4 q1w2e3r4t5 1q2w3e 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc qaz123wsx zaq12wsx zaq1xsw2
  yinhang bank banker bankbank kehu licai lingdao hangzhang zhihang wangdian liuke liukeliuke icbc boc ccb abchina cmb spdb citic psbc
  5201314 520520 521521 1314520 1314521 147258 147258369 159357 159753 741852963 789456123 110110 112233 123321 121212 123123 131313 168168 518518 666888 888666`
    .split(/\s+/)
    .filter((stem) => stem !== ''),
)

const runs = [
  '0123456789012345678',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'zyxwvutsrqponmlkjihgfedcba',
  'qwertyuiopasdfghjklzxcvbnm',
]
const hangOns = /^[\d\W_]+|[\d\W_]+$/gu

/** Whether a password is among the commonest, or no more than one of them with something hung on. */
export function isCommon(password: string): boolean {
  const plain = password.toLowerCase()
  const stripped = plain.replace(hangOns, '')
  const letters = plain.replaceAll('@', 'a').replaceAll('0', 'o').replaceAll('$', 's').replaceAll('1', 'i').replace(hangOns, '')
  const digits = plain.replace(/\D/g, '')
  const digitsAlone = stripped === '' && (stems.has(digits) || isRun(digits) || isRepeated(digits))
  return [plain, stripped, letters].some((word) => word !== '' && (stems.has(word) || isRun(word) || isRepeated(word))) || digitsAlone
}

const shortestRun = 4
const isRun = (word: string): boolean => word.length >= shortestRun && runs.some((run) => run.includes(word))

/** One to four characters over and over: aaaaaaaaaa, abababab, 12341234. */
const isRepeated = (word: string): boolean => /^(.{1,4})\1+.?$/u.test(word) && word.length > 4
