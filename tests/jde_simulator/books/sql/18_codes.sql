-- User defined codes (F0004 lists, F0005 values): F0006 RP01.. are 00/01.., F0101 AC01 is 01/01, F0901 R001 is 09/01,
-- F4101 PRP1 is 41/P1 and SRP1 41/S1. A blank value is legal and has a description.

create or replace table plan.codes as
select sy, rt, list_name, ky, name
from (values
    ('00', '01', 'Division', ' ', 'None'), ('00', '01', 'Division', 'MFG', 'Manufacturing'), ('00', '01', 'Division', 'SVC', 'Shared services'), ('00', '01', 'Division', 'COR', 'Corporate'),
    ('00', '02', 'Plant', ' ', 'None'), ('00', '02', 'Plant', 'DAY', 'Dayton'), ('00', '02', 'Plant', 'GUE', 'Guelph'), ('00', '02', 'Plant', 'HAM', 'Hamamatsu'),
    ('00', '02', 'Plant', 'SSC', 'Shared services centre'), ('00', '02', 'Plant', 'CRP', 'Corporate'),
    ('00', '03', 'Function', ' ', 'None'), ('00', '03', 'Function', 'PRD', 'Production'), ('00', '03', 'Function', 'MNT', 'Maintenance'), ('00', '03', 'Function', 'QLT', 'Quality'),
    ('00', '03', 'Function', 'ADM', 'Administration'), ('00', '03', 'Function', 'LOG', 'Logistics'), ('00', '03', 'Function', 'SAL', 'Sales'), ('00', '03', 'Function', 'ITS', 'IT'),
    ('00', '03', 'Function', 'FIN', 'Finance'), ('00', '03', 'Function', 'HRS', 'People'), ('00', '03', 'Function', 'PUR', 'Purchasing'), ('00', '03', 'Function', 'PLT', 'Branch/plant'),
    ('00', '03', 'Function', 'BAL', 'Balance sheet'),
    ('00', '21', 'Region', 'US-MIDWEST', 'United States, Midwest'), ('00', '21', 'Region', 'CA-ONTARIO', 'Canada, Ontario'), ('00', '21', 'Region', 'JP-CHUBU', 'Japan, Chubu'), ('00', '21', 'Region', 'GROUP', 'Group'),
    ('01', '01', 'Supplier class', ' ', 'None'), ('01', '01', 'Supplier class', '10', 'Direct material'), ('01', '01', 'Supplier class', '20', 'Maintenance'), ('01', '01', 'Supplier class', '30', 'Services'),
    ('01', '01', 'Supplier class', '40', 'Freight'),
    ('09', '01', 'Account group', ' ', 'None'), ('09', '01', 'Account group', 'PAY', 'Payroll'), ('09', '01', 'Account group', 'UPK', 'Upkeep'),
    ('41', 'P1', 'Commodity class', 'MET', 'Metal'), ('41', 'P1', 'Commodity class', 'ELE', 'Electric'), ('41', 'P1', 'Commodity class', 'CHE', 'Chemical'), ('41', 'P1', 'Commodity class', 'PAC', 'Packaging'),
    ('41', 'S1', 'Material kind', 'RAW', 'Raw material'), ('41', 'S1', 'Material kind', 'MRO', 'Maintenance and operation'),
    ('00', 'DT', 'Document type', 'PV', 'Voucher'), ('00', 'DT', 'Document type', 'PR', 'Recurring voucher'), ('00', 'DT', 'Document type', 'PD', 'Debit memo'), ('00', 'DT', 'Document type', 'PM', 'Manual payment voucher'),
    ('00', 'DT', 'Document type', 'P1', 'Draft'), ('00', 'DT', 'Document type', 'PE', 'Change or void'), ('00', 'DT', 'Document type', 'PK', 'Automatic payment'), ('00', 'DT', 'Document type', 'PN', 'Manual payment'),
    ('00', 'DT', 'Document type', 'PO', 'Void payment'), ('00', 'DT', 'Document type', 'PG', 'Exchange gain and loss'), ('00', 'DT', 'Document type', 'AE', 'Automatic offset'), ('00', 'DT', 'Document type', 'JE', 'Journal'),
    ('00', 'DT', 'Document type', 'JA', 'Allocation'), ('00', 'DT', 'Document type', '##', 'Prior-year adjustment'), ('00', 'DT', 'Document type', 'BF', 'Balance forward'), ('00', 'DT', 'Document type', 'OV', 'Receipt'),
    ('00', 'DT', 'Document type', 'OP', 'Purchase order'), ('00', 'DT', 'Document type', 'OR', 'Requisition'), ('00', 'DT', 'Document type', 'OB', 'Blanket order'), ('00', 'DT', 'Document type', 'RI', 'Invoice'),
    ('00', 'DT', 'Document type', 'RC', 'Cash receipt'), ('00', 'DT', 'Document type', 'IM', 'Material issue'), ('00', 'DT', 'Document type', 'T1', 'Payroll disbursement'), ('00', 'DT', 'Document type', 'T2', 'Payroll labour'),
    ('00', 'DT', 'Document type', 'AU', 'Statistical units'), ('00', 'DT', 'Document type', 'AZ', 'Cash basis'),
    ('00', 'PS', 'Pay status', 'A', 'Approved'), ('00', 'PS', 'Pay status', 'P', 'Paid'), ('00', 'PS', 'Pay status', 'H', 'Held'), ('00', 'PS', 'Pay status', 'X', 'In dispute'), ('00', 'PS', 'Pay status', 'D', 'Draft accepted'),
    ('00', 'PS', 'Pay status', '#', 'In process'), ('00', 'PS', 'Pay status', 'R', 'Retainage'), ('00', 'PS', 'Pay status', '%', 'Withholding'),
    ('00', 'ST', 'Subledger type', 'A', 'Address'), ('00', 'ST', 'Subledger type', 'W', 'Work order'),
    ('00', 'PY', 'Payment instrument', 'C', 'Check'), ('00', 'PY', 'Payment instrument', 'T', 'Transfer'), ('00', 'PY', 'Payment instrument', 'D', 'Draft'),
    ('98', 'IT', 'Batch type', 'V', 'Vouchers'), ('98', 'IT', 'Batch type', 'K', 'Automatic payments'), ('98', 'IT', 'Batch type', 'M', 'Manual payments with match'), ('98', 'IT', 'Batch type', 'W', 'Manual payments without match'),
    ('98', 'IT', 'Batch type', 'G', 'General accounting'), ('98', 'IT', 'Batch type', 'O', 'Purchasing receipts'), ('98', 'IT', 'Batch type', 'IB', 'Invoices'), ('98', 'IT', 'Batch type', 'RB', 'Receipts'), ('98', 'IT', 'Batch type', 'N', 'Inventory'),
    ('98', 'IT', 'Batch type', '7', 'Payroll'),
    ('98', 'IC', 'Batch status', ' ', 'Pending'), ('98', 'IC', 'Batch status', 'A', 'Approved'), ('98', 'IC', 'Batch status', 'D', 'Posted'), ('98', 'IC', 'Batch status', 'E', 'Error'),
    ('40', 'AT', 'Order status', '220', 'Entered'), ('40', 'AT', 'Order status', '280', 'Approved'), ('40', 'AT', 'Order status', '400', 'Receive'), ('40', 'AT', 'Order status', '440', 'Vouchered'), ('40', 'AT', 'Order status', '980', 'Cancelled'),
    ('40', 'AT', 'Order status', '999', 'Complete'),
    ('H00', 'PE', 'Posting edit', ' ', 'Posting'), ('H00', 'PE', 'Posting edit', 'N', 'Non-posting'), ('H00', 'PE', 'Posting edit', 'L', 'Subledger in detail'), ('H00', 'PE', 'Posting edit', 'M', 'Machine generated'),
    ('H00', 'PE', 'Posting edit', 'I', 'Inactive'), ('H00', 'PE', 'Posting edit', 'U', 'Units required')
) as c(sy, rt, list_name, ky, name);
