select cust_no as customer_no, 'xiamen' as institution_code, _file, _line from aum
