-- Arithmetic that every part shares. Chance is a hash of a key and a purpose, never a sequence of
-- draws: a row's fate depends on the row alone, so that a longer history leaves the older rows as they were.
-- Money is BIGINT in the smallest unit of its currency (JPY 0 decimals, KWD 3, the rest 2; F0013.CDEC).

create or replace macro plan.pick(k, purpose, n) as (hash(k, purpose, getvariable('seed')) % n)::bigint;

create or replace macro plan.cyyddd(d) as ((year(d) - 1900) * 1000 + dayofyear(d))::bigint;

create or replace macro plan.clock(k) as (
    (case when plan.pick(k, 'hour', 20) = 0 then 0 else 6 + plan.pick(k, 'hour', 13) end) * 10000
    + plan.pick(k, 'minute', 60) * 100 + plan.pick(k, 'second', 60)
)::bigint;

-- DuckDB keeps a product of two decimals of at most 18 digits in 18 digits: one factor is always wider here
create or replace macro plan.cdec(crcd) as case crcd when 'JPY' then 0 when 'KWD' then 3 else 2 end;

create or replace macro plan.money(minor, crcd) as (
    minor::decimal(20, 0) * (case crcd when 'JPY' then 1 when 'KWD' then 0.001 else 0.01 end)::decimal(6, 4)
);

-- a decimal amount in the currency's smallest unit
create or replace macro plan.minor(amount, crcd) as round(
    amount::decimal(28, 8) * (case crcd when 'JPY' then 1 when 'KWD' then 1000 else 100 end)::decimal(4, 0)
)::bigint;

create or replace macro plan.convert(minor, from_crcd, to_crcd, rate) as round(
    minor::decimal(20, 0) * rate::decimal(15, 7)
    * (case plan.cdec(to_crcd) - plan.cdec(from_crcd)
        when 0 then 1 when 1 then 10 when 2 then 100 when 3 then 1000
        when -1 then 0.1 when -2 then 0.01 else 0.001 end)::decimal(7, 3)
)::bigint;

-- JDE splits an amount by per cent and gives the rounding to one line; taking differences of the running
-- share makes the parts of every partial receipt add up to the parts of the whole
create or replace macro plan.share(total, upto, whole) as (total * upto // whole)::bigint;

create or replace macro plan.mcu(code) as lpad(code, 12, ' ');

-- batches are posted in the night of the next working day; in the days that tests walk through, each night
create or replace macro plan.posted_after(d) as (
    case
        when d >= getvariable('live') - 10 then d + 1
        when isodow(d) = 5 then d + 3
        when isodow(d) = 6 then d + 2
        else d + 1
    end
)::date;

-- audit columns: who, with which program
create or replace macro plan.clerk(k) as ['AALBERS', 'BOYCE', 'CHANDRA', 'DIETRICH', 'ELORRIAGA', 'FUJITA'][1 + plan.pick(k, 'clerk', 6)];
create or replace macro plan.order_text(n) as lpad(n::varchar, 8, '0');

-- R09806, twenty days into the days that tests walk through: object 7130 becomes 7135. The account master is stamped; the
-- copies on F0911 and F0902 are rewritten, in closed periods too, without a stamp; orders keep what they were entered with.
create or replace macro plan.renamed(obj, as_of) as
    case when obj = '7130' and as_of >= getvariable('live') + 20 and getvariable('today') >= getvariable('live') + 20 then '7135' else obj end;
