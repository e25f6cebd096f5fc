-- nothing open is paid, and every status is a user defined code
select concat_ws('/', r.doc, r.dct, r.kco, r.sfx, r.sfxe) as subject, 1.0000::decimal(38, 4) as source_amount,
    case when c.ky is not null and not (r.pst = 'P' and r.aap <> 0) then 1 else 0 end::decimal(38, 4) as other_amount
from f0411 as r left join f0005 as c on c.sy = '00' and c.rt = 'PS' and trim(c.ky) = r.pst
