with objects as (
    select distinct
        company_code,
        object_account
    from {{ ref('stg_jde__accounts') }}
    where not is_deleted

    union

    select distinct
        company_code,
        object_account
    from {{ ref('stg_jde__account_balances') }}
    where not is_deleted
),

ranges as (
    select * from {{ ref('account_ranges') }}
),

-- a range of the company before one of all companies, then the narrower one
ranked as (
    select
        objects.company_code,
        objects.object_account,
        ranges.account_type,
        ranges.account_group,
        ranges.data_class,
        row_number() over (
            partition by objects.company_code, objects.object_account
            order by
                case when ranges.company_code = '*' then 1 else 0 end,
                ranges.object_from desc,
                ranges.object_to
        ) as range_rank
    from objects
    inner join ranges
        on ranges.company_code in ('*', objects.company_code)
        and objects.object_account >= ranges.object_from
        and left(objects.object_account, length(ranges.object_to)) <= ranges.object_to
),

instructions as (
    select * from {{ ref('stg_jde__automatic_accounting_instructions') }}
    where
        not is_deleted
        and instruction_code in ('GLG6', 'GLG12')
        and object_account <> ''
),

-- GLG6 is the first and GLG12 the last account of the profit and loss; company 00000 speaks for companies without their own
profit_and_loss as (
    select
        objects.company_code,
        objects.object_account,
        coalesce(
            max(case when instructions.instruction_code = 'GLG6' and instructions.company_code <> '00000'
                then instructions.object_account end),
            max(case when instructions.instruction_code = 'GLG6' then instructions.object_account end)
        ) as first_object_account,
        coalesce(
            max(case when instructions.instruction_code = 'GLG12' and instructions.company_code <> '00000'
                then instructions.object_account end),
            max(case when instructions.instruction_code = 'GLG12' then instructions.object_account end)
        ) as last_object_account
    from objects
    left join instructions on instructions.company_code in ('00000', objects.company_code)
    group by objects.company_code, objects.object_account
),

typed as (
    select
        profit_and_loss.company_code,
        profit_and_loss.object_account,
        ranked.account_type is not null as is_in_account_ranges,
        coalesce(ranked.account_type, case
            when profit_and_loss.object_account
                between profit_and_loss.first_object_account and profit_and_loss.last_object_account then 'expense'
            when profit_and_loss.first_object_account is not null
                and profit_and_loss.object_account < profit_and_loss.first_object_account then 'asset'
            else 'unclassified'
        end) as account_type,
        coalesce(ranked.account_group, 'Unassigned') as account_group,
        coalesce(ranked.data_class, 'general') as data_class
    from profit_and_loss
    left join ranked
        on profit_and_loss.company_code = ranked.company_code
        and profit_and_loss.object_account = ranked.object_account
        and ranked.range_rank = 1
)

select
    company_code,
    object_account,
    account_type,
    account_group,
    data_class,
    case
        when account_type in ('asset', 'liability', 'equity') then 'balance_sheet'
        when account_type in ('revenue', 'expense') then 'profit_and_loss'
        else 'unclassified'
    end as statement,
    case when account_type in ('liability', 'equity', 'revenue') then -1 else 1 end as natural_sign,
    is_in_account_ranges
from typed
