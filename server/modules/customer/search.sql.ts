import { sql, type RawBuilder } from 'kysely'
import type { SearchTerm } from './search.rules.ts'

/**
 * The condition on customer.customer (alias c) that a search term stands for; undefined when it stands for none. No pattern language: % and _ are themselves. With
 * `wholeNames`, for readers who see names masked, a name is found only by the whole of it (or of its pinyin), so that no search spells out a hidden one.
 */
export function searchCondition(term: SearchTerm, wholeNames: boolean): RawBuilder<boolean> | undefined {
  switch (term.kind) {
    case 'none':
      return undefined
    case 'name':
      return wholeNames ? sql`c.name = ${term.part}` : sql`strpos(c.name, ${term.part}) > 0`
    case 'letters':
      if (wholeNames)
        return sql`(c.name_pinyin = ${term.prefix} or lower(c.name) = ${term.prefix} or starts_with(lower(c.customer_no), ${term.prefix}))`
      return sql`(starts_with(c.name_pinyin, ${term.prefix}) or starts_with(c.name_initials, ${term.prefix})
        or starts_with(lower(c.customer_no), ${term.prefix}) or strpos(lower(c.name), ${term.prefix}) > 0)`
    case 'digits':
      return sql`(starts_with(c.customer_no, ${term.number}) or right(c.customer_no, ${term.number.length}) = ${term.number}${phone(term)})`
  }
}

/** A number of fewer than eight digits is wholly masked and so cannot be searched. */
function phone({ phoneHead, phoneTail }: { phoneHead: string | undefined; phoneTail: string | undefined }): RawBuilder<unknown> {
  if (phoneTail === undefined) return sql``
  const head = phoneHead === undefined ? sql`` : sql` and starts_with(c.phone, ${phoneHead})`
  return sql` or (right(c.phone, ${phoneTail.length}) = ${phoneTail} and length(c.phone) >= 8${head})`
}
