-- The data name no outlets: the bank is one institution, the root of the tree.
select 'xiamen' as institution_code, cast(null as varchar) as parent_code, '厦门国际银行' as name, 'head_office' as level
