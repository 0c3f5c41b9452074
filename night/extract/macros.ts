/** How a bank writes its dates. `yyyymmdd` takes eight zeros for "none". */
export const dateForms = ['yyyy-mm-dd', 'yyyymmdd', 'yyyy/mm/dd'] as const
export type DateForm = (typeof dateForms)[number]

/** Begins a text that a macro could not read; the load reports it with the text as found. It is the control character SUB. */
export const refusedMark = '\u001a'

export interface MacroSettings {
  unit: 'yuan' | 'fen'
  dateForm: DateForm
  sentinels: readonly string[]
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/**
 * SQL macros that mappings may use, as statements for DuckDB. All read and give text; empty gives NULL; what cannot be read is refused with place and reason.
 * - `fen_from_yuan(text)`: exact; '1,234.50', '12.3', '5.00-' (trailing minus), '+7'; more than two decimals only when the rest are zeros
 * - `fen_from_fen(text)`: the same without decimals; `fen(text)` is one of the two, by the mapping's `unit`
 * - `date_from(text, form)`, `day(text)`: 'YYYY-MM-DD', sentinels give NULL
 * - `within(text, first, last)`: for WHERE: a date in the span, or one that the load must see because it is refused or missing
 * - `negative(text)`: the other sign of a fen text; `refuse(code, text)`: refuse a value in a mapping's own words
 */
export function macros({ unit, dateForm, sentinels }: MacroSettings): string[] {
  const none = ['', ...sentinels].map(quoted).join(', ')
  return [
    `create macro refuse(code, x) as chr(26) || code || chr(26) || x`,
    `create macro is_refused(x) as starts_with(x, chr(26))`,
    `create macro bare_number(x) as replace(case when x like '%-' then '-' || left(x, length(x) - 1) when x like '+%' then substr(x, 2) else x end, ',', '')`,
    `create macro is_number(x) as regexp_full_match(x, '[-+]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\\.[0-9]*)?') or regexp_full_match(x, '([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\\.[0-9]*)?-')`,
    `create macro whole_text(x) as case when regexp_full_match(x, '-?0+') then '0' else regexp_replace(x, '^(-?)0+', '\\1') end`,
    `create macro fen_from_yuan(x) as case when x is null or x = '' then null
       when cast(try_cast(x as decimal(18, 2)) as varchar) = x then cast(cast(try_cast(x as decimal(18, 2)) * 100 as bigint) as varchar)
       when is_number(x) and regexp_full_match(split_part(bare_number(x), '.', 2), '[0-9]{0,2}0*')
       then whole_text(split_part(bare_number(x), '.', 1) || rpad(left(split_part(bare_number(x), '.', 2), 2), 2, '0'))
       else refuse('not_money', x) end`,
    `create macro fen_from_fen(x) as case when x is null or x = '' then null
       when is_number(x) and regexp_full_match(split_part(bare_number(x), '.', 2), '0*') then whole_text(split_part(bare_number(x), '.', 1))
       else refuse('not_money', x) end`,
    `create macro fen(x) as fen_from_${unit}(x)`,
    `create macro negative(x) as case when x is null or is_refused(x) or x = '0' then x when starts_with(x, '-') then substr(x, 2) else '-' || x end`,
    `create macro iso_date(x) as case when length(x) = 10 and substr(x, 5, 1) = '-' and substr(x, 8, 1) = '-' then cast(try_cast(x as date) as varchar) end`,
    `create macro date_spelled(x, form) as case form
       when 'yyyy-mm-dd' then x
       when 'yyyymmdd' then case when regexp_full_match(x, '[0-9]{8}') then left(x, 4) || '-' || substr(x, 5, 2) || '-' || right(x, 2) end
       when 'yyyy/mm/dd' then case when regexp_full_match(x, '[0-9]{4}/[0-9]{2}/[0-9]{2}') then replace(x, '/', '-') end end`,
    `create macro date_from(x, form) as case when x is null or x = '' or x = '00000000' or date_spelled(x, form) in (${none}) then null
       else coalesce(iso_date(date_spelled(x, form)), refuse('not_a_date', x)) end`,
    `create macro within(x, first, last) as coalesce(x between first and last or is_refused(x), true)`,
    `create macro day(x) as date_from(x, ${quoted(dateForm)})`,
  ]
}
