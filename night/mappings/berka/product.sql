-- Loans, cards and standing orders carry no balance in the data: they are left out.
select 'account' as product_code, 'Běžný účet' as name, 'demand_deposit' as category, true as counts_as_aum
