-- One product per balance column; a loan (X7) is a liability and does not count as AUM.
select * from (values
  ('X1', '结构性存款', 'structured_deposit', true),
  ('X2', '定期存款', 'time_deposit', true),
  ('X3', '活期存款', 'demand_deposit', true),
  ('X4', '理财产品', 'wealth_product', true),
  ('X5', '基金', 'fund', true),
  ('X6', '资产管理计划', 'asset_management', true),
  ('X7', '贷款', 'loan', false),
  ('X8', '大额存单', 'large_certificate', true)
) as product (product_code, name, category, counts_as_aum)
