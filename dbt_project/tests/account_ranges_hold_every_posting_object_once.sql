{{ config(severity='warn') }}

-- object accounts with balances that no range of account_ranges holds, or that two ranges hold of which neither lies within
-- the other, so that the seed does not say which one counts
with used as (
    select
        accounts.company_code,
        accounts.object_account,
        min(accounts.account_type) as account_type,
        count(distinct accounts.account_id) as account_count
    from {{ ref('dim_gl_accounts') }} as accounts
    where
        accounts.is_posting_account
        and exists (
            select 1 from {{ ref('stg_jde__account_balances') }} as balances
            where balances.account_id = accounts.account_id and not balances.is_deleted
        )
    group by accounts.company_code, accounts.object_account
),

-- a range of the company goes before one of all companies
held as (
    select
        used.*,
        ranges.object_from,
        ranges.object_to,
        case when ranges.company_code = '*' then 1 else 0 end as precedence,
        min(case when ranges.company_code = '*' then 1 else 0 end) over (
            partition by used.company_code, used.object_account
        ) as first_precedence
    from used
    left join {{ ref('account_ranges') }} as ranges
        on ranges.company_code in ('*', used.company_code)
        and used.object_account >= ranges.object_from
        and left(used.object_account, length(ranges.object_to)) <= ranges.object_to
)

select
    company_code,
    object_account,
    account_type,
    account_count,
    'no range holds it; its type is what the AAIs (GLG) say' as gap
from held
where object_from is null

union all

select
    one.company_code,
    one.object_account,
    one.account_type,
    one.account_count,
    'ranges ' || one.object_from || ' to ' || one.object_to || ' and ' || other.object_from || ' to ' || other.object_to
    || ' cross' as gap
from held as one
inner join held as other
    on one.company_code = other.company_code
    and one.object_account = other.object_account
    and one.precedence = one.first_precedence
    and other.precedence = other.first_precedence
    and one.object_from < other.object_from
    and left(other.object_to, length(one.object_to)) > one.object_to
