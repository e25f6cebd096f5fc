-- IVI and GLI say whether a line moves stock and which account it takes; RSGN turns the sign
select lnty, name as lnds, gli, ivi, 'Y' as api, rsgn, glc
from (values ('S', 'Stock', 'Y', 'Y', ' ', 'IN10'), ('J', 'Account or service', 'A', 'B', ' ', ' '), ('C', 'Return to supplier', 'Y', 'Y', 'Y', 'IN10'), ('B', 'Blanket', 'N', 'N', ' ', ' '),
    ('T', 'Text', 'N', 'N', ' ', ' ')) as l(lnty, name, gli, ivi, rsgn, glc)
