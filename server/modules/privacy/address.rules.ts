/** How an address is taken apart: each level once, from the top, only Chinese characters, the shortest that fits. */
const levels: readonly RegExp[] = [
  /^\p{Script=Han}{2,9}?(?:特别行政区|自治区|省)/u,
  /^\p{Script=Han}{1,10}?(?:自治州|地区|盟|市)/u,
  /^\p{Script=Han}{1,12}?(?:自治县|自治旗|新区|开发区|林区|特区|区|县|旗|市)/u,
]
/** Words that end like a district and are a compound, a school or a shop. */
const placeNotDistrict = /(?:小|社|校|厂|院|住宅|生活|家属|别墅|商业|工业园|景|街|片|库|园)区$|(?:超|夜|菜|农贸)市$/u
/** A street inside a name means that the name of a district was overrun (路桥区 begins with one and is none). */
const overrunStreet = /^.+[路街巷弄号]/u

/** An address to its district (福建省厦门市思明区***); *** when no level is recognised. What follows the district is never shown. M98. */
export function maskAddress(address: string | null): string | null {
  let rest = (address ?? '').replace(/\s/g, '')
  if (rest === '') return null
  let shown = ''
  for (const level of levels) {
    const part = level.exec(rest)?.[0]
    if (part === undefined || placeNotDistrict.test(part) || overrunStreet.test(part)) continue
    shown += part
    rest = rest.slice(part.length)
  }
  return `${shown}***`
}
