"""What is planted in the books, and the query that finds it: documents as they stand in the F-tables.

The company: Corvane, three plants (business units 10, 20, 30 with cost centres 110-170, 210-270 and 310-370) and a shared
services centre (910-940). 00001 USD, calendar year; 00002 CAD, year from October; 00003 JPY, 4-4-5 weeks from April.
Every case happens at scale 0.05 and above, in each of them on documents whose ordinal in their company hits a pattern.
Document numbers by company: journals 100001.., vouchers 300001.., payments 5000001.., receipts 7000001..; orders OP 4001..,
OR 1001.., OB 2001..; the same numbers occur in every company and, for orders, in every type. Batches 10001.., payment ids
1001.. and accounts 00012001.. run across companies. Allocations are JA 8001-8003 of company 00001, the same every month.
Object accounts: 1 assets, 2 liabilities (2110, 2112, 2115, 2118 trade by G/L class; 2120 received not vouchered), 3 equity
(3900 retained earnings), 4 revenue, 5 cost of sales (5020 price variance), 6 payroll, 7 expense, 8 allocations, 9 units.

`STANDING` holds on the day the books are built and after; `WALKED` needs days to pass: at most 21 (35 for the calendar).
"""

from __future__ import annotations

STANDING: dict[str, str] = {
    # payables
    "voucher of several pay items": "select doc, kco from f0411 where sfx = '002' and sfxe = 0",
    "debit memo paid with a payment": "select d.doc, d.kco from f0414 as d where d.dct = 'PD' and d.paap > 0 and d.dctm = 'PK'",
    "voided voucher, both rows": "select doc, kco from f0411 where vod = 'V' group by all having count(*) >= 2 and sum(ag) = 0",
    "void lines in the ledger": "select doc, kco from f0911 where dct = 'PE' and re = 'V'",
    "changed voucher": "select doc, kco from f0411 where dcta = 'PE' and vod = ' '",
    "held voucher": "select doc, kco from f0411 where pst = 'H' and aap <> 0",
    "voucher in dispute": "select doc, kco from f0411 where pst = 'X' and aap <> 0",
    "draft": "select doc, kco from f0411 where dct = 'P1'",
    "manual payment without voucher": "select doc, kco from f0411 where dct = 'PM' and icut = 'W' and aap = 0",
    "manual payment with match": "select docm from f0413 where dctm = 'PN' and icut = 'M'",
    "recurring voucher": "select doc, kco from f0411 where dct = 'PR'",
    "foreign voucher": "select doc, kco from f0411 where crrm = 'F' and acr <> 0",
    "voucher in a currency of three decimals": "select doc, kco from f0411 where crcd = 'KWD'",
    "recoverable tax": "select doc, kco from f0411 where exr1 = 'V' and stam <> 0",
    "sales tax within the expense": "select doc, kco from f0411 where exr1 = 'S' and stam <> 0",
    "unposted voucher": "select doc, kco from f0411 where post = ' '",
    "voucher of a factor's supplier": "select doc, kco from f0411 where pye <> an8",
    "employee without supplier row": "select doc, kco from f0411 where an8 not in (select an8 from f0401)",
    "G/L date in the period before entry": "select doc, kco from f0411 where dicj > dgj and sfxe = 0 and dct = 'PV'",
    "discount taken": "select pyid, rc5 from f0414 where adsa <> 0 and dctm = 'PK'",
    "voided payment": "select pyid from f0413 where vdgj is not null",
    "exchange gain or loss": "select doc, kco from f0911 where dct = 'PG'",
    "offset per batch (method B)": "select doc, kco from f0911 where ofm = 'B'",
    "clearing line summarised over orders": "select v.doc, v.kco from f0911 as v where v.dct = 'PV' and v.obj = '2120' and v.lnid = 0",
    # purchasing
    "stock line without account": "select doco, kcoo from f4311 where dcto = 'OP' and lnty = 'S' and aid = ' '",
    "line with account": "select doco, kcoo from f4311 where dcto = 'OP' and lnty = 'J' and aid <> ' ' and uorg <> 0",
    "amount-only line": "select doco, kcoo from f4311 where dcto = 'OP' and lnty = 'J' and uorg = 0",
    "line of several accounts": "select doco, kcoo from f4316 group by doco, kcoo, lnid having count(*) = 3",
    "return": "select doco, kcoo from f4311 where lnty = 'C' and uorg < 0",
    "cancelled line": "select doco, kcoo from f4311 where lttr = '980' and uopn = 0 and urec = 0",
    "line received in part": "select doco, kcoo from f4311 where dcto = 'OP' and urec <> 0 and uopn <> 0",
    "line received in two parts": "select doco, kcoo from f43121 where matc = '1' group by doco, kcoo, lnid having count(*) = 2",
    "overdue line": "select doco, kcoo from f4311 where dcto = 'OP' and nxtr = '400' and urec = 0 and pddj < 126200",
    "requisition converted": "select doco, kcoo from f4311 where dcto = 'OR' and nxtr = '999' and urlv <> 0",
    "requisition waiting": "select doco, kcoo from f4311 where dcto = 'OR' and nxtr <> '999'",
    "order of a requisition": "select doco, kcoo from f4311 where octo = 'OR'",
    "release of a blanket": "select doco, kcoo from f4311 where octo = 'OB'",
    "order in foreign currency": "select doco, kcoo from f4311 where dcto = 'OP' and fea <> 0",
    "order on hold": "select doco, kcoo from f4301 where hold <> ' '",
    "promise changed": "select doco, kcoo from f4311 where cord = 1 and pddj <> opdj",
    "receipt reversed": "select doco, kcoo from f43121 where matc = '4'",
    "match reversed": "select doco, kcoo from f43121 where matc = '3'",
    "match of a deleted voucher": "select m.doc, m.kco from f43121 as m where m.matc = '3' and (m.doc, m.kco) not in (select (doc, kco) from f0411)",
    "price variance": "select doco, kcoo from f43121 where matc = '2' and varc <> 0",
    "receipt vouchered in part": "select doco, kcoo from f43121 where matc = '1' and uptd <> 0 and uopn <> 0",
    "receipt not vouchered": "select doco, kcoo from f43121 where matc = '1' and uptd = 0",
    "two-way match": "select doco, kcoo from f43121 where matc = '2' and rcdj is null",
    # general ledger
    "foreign line in both ledgers": "select doc, kco from f0911 where lt = 'CA'",
    "payroll": "select doc, kco from f0911 where dct = 'T2'",
    "subledger": "select doc, kco from f0911 where sblt = 'A' and sbl <> ' '",
    "accrual and its reversal": "select doc, kco from f0911 where re = 'R' and dct = 'JE' group by all having count(distinct dgj) = 2",
    "allocation with intercompany settlement": "select doc, kco from f0911 where dct = 'JA' and co <> kco",
    "prior-year adjustment": "select doc, kco from f0911 where dct = '##'",
    "adjustment in period 13": "select doc, kco from f0911 where dct = '##' and pn = 13",
    "summarised detail and its balance forward": "select doc, kco from f0911 where co = '00001' and (summ = 'Y' or dct = 'BF')",
    "balance forward whose detail is purged": "select doc, kco from f0911 where co = '00002' and dct = 'BF'",
    "units": "select doc, kco from f0911 where lt = 'AU' and u <> 0",
    "cash basis": "select doc, kco from f0911 where lt = 'AZ'",
    "journal that nobody approved": "select doc, kco from f0911 where dct = 'JE' and post = ' '",
    "restatement of a closed period": "select doc, kco from f0911 where exa = 'Restatement'",
    "budget revised in its periods": "select aid from f0902 where lt = 'BA' and borg <> an01 + an02 + an03 + an04 + an05 + an06 + an07 + an08 + an09 + an10 + an11 + an12",
    "budget without actuals": "select aid from f0902 as b where lt = 'BA' and not exists (select 1 from f0902 as a where a.aid = b.aid and a.lt = 'AA')",
    "budget of original and changes": "select aid from f0902 where lt = 'JA' and borg <> 0",
    "open commitment": "select aid from f0902 where lt = 'PA'",
    "profit and loss account with a balance forward": "select aid from f0902 where lt = 'AA' and obj >= '4' and apyc <> 0 and co = '00002'",
    "opening balance of retained earnings": "select aid from f0902 where lt = 'AA' and obj = '3900' and apyc <> 0",
    "posted, approved, failed and empty batches": "select ist from f0011 group by all having count(*) > 0 and (select count(distinct ist) from f0011) >= 3",
    # masters
    "party with several addresses": "select an8 from f0116 group by all having count(*) > 1",
    "business units that differ by a zero": "select mcu from f0006 where trim(mcu) in ('230', '0230')",
    "title account": "select aid from f0901 where pec = 'N'",
    "account with subsidiary": "select aid from f0901 where sub <> ' '",
    "name beyond ASCII": "select an8 from f0101 where alph <> strip_accents(alph) or alph like '東%'",
}

# each query compares the tables of the day before in schema `before` with those of today
WALKED: dict[str, str] = {
    "row that arrives late": "select doc, kco from f0411 where upmj < (select max(upmj) from f0411) and (doc, dct, kco) not in (select (doc, dct, kco) from before.f0411)",
    "unposted voucher deleted": "select doc, kco from before.f0411 where post = ' ' and (doc, dct, kco) not in (select (doc, dct, kco) from f0411)",
    "batch header of a deleted voucher": "select h.icu from f0011 as h join before.f0011 as b using (icut, icu) where b.ndo > 0 and h.ndo = 0",
    "paid voucher purged": "select doc, kco from before.f0411 where dct = 'PR' and (doc, dct, kco) not in (select (doc, dct, kco) from f0411)",
    "payment purged": "select pyid from before.f0413 where pyid not in (select pyid from f0413)",
    "posted without a new stamp": "select n.doc from f0911 as n join before.f0911 as o using (dct, doc, kco, dgj, jeln, lt, extl) where o.post = ' ' and n.post = 'P' and n.upmj = o.upmj",
    "receipt that changed its key": "select n.doc from f43121 as n join before.f43121 as o using (doco, dcto, kcoo, lnid, nlin, doc) where o.matc = '1' and n.matc = '4'",
    "match that changed its key": "select n.doc from f43121 as n join before.f43121 as o using (doco, dcto, kcoo, lnid, nlin, doc) where o.matc = '2' and n.matc = '3'",
    "period closed": "select co from f0010 as n join before.f0010 as o using (co) where n.pnc <> o.pnc",
    "closed period restated": "select n.doc from f0911 as n where exa = 'Restatement' and (doc, kco, dct) not in (select (doc, kco, dct) from before.f0911)",
    "voucher voided": "select n.doc from f0411 as n join before.f0411 as o using (doc, dct, kco, sfx, sfxe) where o.vod = ' ' and n.vod = 'V'",
    "payment voided": "select n.pyid from f0413 as n join before.f0413 as o using (pyid) where o.vdgj is null and n.vdgj is not null",
    "voucher paid": "select n.doc from f0411 as n join before.f0411 as o using (doc, dct, kco, sfx, sfxe) where o.aap <> 0 and n.aap = 0",
    "order received": "select n.doco from f4311 as n join before.f4311 as o using (doco, dcto, kcoo, sfxo, lnid) where o.urec <> n.urec",
    "object account renamed without a stamp": "select n.aid from f0911 as n join before.f0911 as o using (dct, doc, kco, dgj, jeln, lt, extl) where o.obj <> n.obj and n.upmj = o.upmj",
}
RECALCULATED = (
    "select n.doc from f0911 as n join before.f0911 as o using (dct, doc, kco, dgj, jeln, lt, extl)"
    " where n.pn <> o.pn and n.upmj = o.upmj"
)
