-- A customer's balance column is an account when there is a balance: 0 is no holding.
with balance as (
  unpivot (select cust_no, X1, X2, X3, X4, X5, X6, X7, X8, _file, _line from aum) on X1, X2, X3, X4, X5, X6, X7, X8 into name product_code value balance
)
select cust_no || '-' || product_code as account_no, cust_no as customer_no, product_code, _file, _line
from balance where fen(balance) <> '0'
