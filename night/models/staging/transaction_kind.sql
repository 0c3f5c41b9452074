select 'cash_in' as kind, true as own_act, true as between_outside
union all select 'cash_out', true, true
union all select 'transfer_in', false, true
union all select 'transfer_out', true, true
union all select 'card_payment', true, true
union all select 'bill_payment', true, true
union all select 'payroll', false, true
union all select 'pension', false, true
union all select 'merchant_settlement', false, true
union all select 'purchase', true, false
union all select 'redemption', true, false
union all select 'maturity', false, false
union all select 'interest', false, false
union all select 'fee', false, false
union all select 'loan_draw', false, true
union all select 'loan_payment', false, true
union all select 'correction', false, false
union all select 'other', false, true
