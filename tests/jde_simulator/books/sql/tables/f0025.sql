select lt, name as dl01, ult, ltcf, fbl, 'SETUP' as "user", 'EP0025' as pid, 'CORVANE' as jobn, 124275 as upmj, 93005 as upmt
from (values
    ('AA', 'Actual amounts', 'AU', 'CA', 'Y'), ('AU', 'Actual units', ' ', ' ', 'N'), ('AZ', 'Cash basis', ' ', ' ', 'N'), ('BA', 'Budget amounts', 'BU', ' ', 'N'),
    ('BU', 'Budget units', ' ', ' ', 'N'), ('CA', 'Foreign currency', 'CU', ' ', 'N'), ('JA', 'Revised budget', 'JU', ' ', 'N'),
    ('PA', 'Purchase order commitments', 'PU', ' ', 'N'), ('PU', 'Purchase order units', ' ', ' ', 'N'), ('XA', 'Alternate currency', ' ', ' ', 'N')
) as l(lt, name, ult, ltcf, fbl)
