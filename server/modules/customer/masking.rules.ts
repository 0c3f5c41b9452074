/** Masked forms of personal data (M98). Whole values never leave the server; what is too short to mask is not shown at all. */

/**
 * A phone as `138****1234`: of a mobile number (11 digits, with or without +86) the first three and last four, of 8 to 10 digits the last four,
 * of fewer nothing. Characters that are no digits are dropped first.
 */
export function maskPhone(phone: string | null): string | null {
  const digits = phone?.replace(/\D/g, '').replace(/^(?:0086|86)(?=1\d{10}$)/, '') ?? ''
  if (digits === '') return null
  if (digits.length >= 11) return `${digits.slice(0, 3)}****${digits.slice(-4)}`
  return digits.length >= 8 ? `****${digits.slice(-4)}` : '****'
}

const province = /^[\p{Script=Han}]{2,8}?(?:省|自治区|特别行政区)/u
const city = /^[\p{Script=Han}]{2,10}?(?:市|自治州|地区|盟)/u
const district = /^[\p{Script=Han}]{1,10}?(?:新区|开发区|自治县|自治旗|区|县|旗|市)/u
/** places that end like a district and are none: a compound, a market, an estate */
const noDistrict = /(?:小|社|园|校|厂|院|属|活|宅|墅|景|街|片)区$|(?:超|夜|菜)市$/u

/**
 * An address down to its district, `福建省厦门市思明区***`; what follows is never shown. An address in which neither province nor city
 * nor district is recognised is `***`.
 */
export function maskAddress(address: string | null): string | null {
  const text = address?.replace(/\s/g, '') ?? ''
  if (text === '') return null
  let shown = ''
  for (const form of [province, city, district]) {
    const part = form.exec(text.slice(shown.length))?.[0]
    if (part && !noDistrict.test(part)) shown += part
  }
  return `${shown}***`
}
