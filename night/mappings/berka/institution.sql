-- Districts serve as outlets under one head office.
select 'head-office' as institution_code, cast(null as varchar) as parent_code, 'Banka' as name, 'head_office' as level, cast(null as varchar) as _file, cast(null as bigint) as _line
union all
select A1, 'head-office', A2, 'outlet', _file, _line from district
