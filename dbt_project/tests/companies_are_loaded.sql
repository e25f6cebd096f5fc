-- rows of a single company that F0010 lacks only warn; without any company no amount has a currency and no date a period
select 'F0010 holds no company' as problem
where not exists (select 1 from {{ ref('dim_companies') }})
