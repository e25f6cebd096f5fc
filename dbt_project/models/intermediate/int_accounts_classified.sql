{% set bounds = {
    'GLG1': 'first_asset', 'GLG2': 'first_liability', 'GLG3': 'first_equity', 'GLG6': 'first_revenue',
    'GLG7': 'first_cost', 'GLG11': 'first_expense', 'GLG12': 'last_profit_and_loss'
} %}

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
    from {{ ref('int_accounts_unknown') }}
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

companies as (
    select distinct company_code from objects
),

instructions as (
    select * from {{ ref('stg_jde__automatic_accounting_instructions') }}
    where not is_deleted and object_account <> ''
),

-- JDE's own outline of the chart; company 00000 speaks for companies without instructions of their own
outlines as (
    select
        companies.company_code,
        {% for item, bound in bounds.items() %}
        coalesce(
            max(case when instructions.instruction_code = '{{ item }}' and instructions.company_code <> '00000'
                then instructions.object_account end),
            max(case when instructions.instruction_code = '{{ item }}' then instructions.object_account end)
        ) as {{ bound }}{{ ',' if not loop.last }}
        {% endfor %}
    from companies
    left join instructions on instructions.company_code in ('00000', companies.company_code)
    group by companies.company_code
),

outlined as (
    select
        objects.company_code,
        objects.object_account,
        case
            when objects.object_account > outlines.last_profit_and_loss then 'unclassified'
            when objects.object_account >= coalesce(outlines.first_cost, outlines.first_expense) then 'expense'
            when objects.object_account >= outlines.first_revenue
                then case when coalesce(outlines.first_cost, outlines.first_expense) is null then 'expense' else 'revenue' end
            when objects.object_account >= outlines.first_equity then 'equity'
            when objects.object_account >= outlines.first_liability then 'liability'
            when objects.object_account >= outlines.first_asset then 'asset'
            when outlines.first_revenue is not null then 'asset'
            else 'unclassified'
        end as account_type
    from objects
    inner join outlines on objects.company_code = outlines.company_code
),

typed as (
    select
        outlined.company_code,
        outlined.object_account,
        ranked.account_type is not null as is_in_account_ranges,
        coalesce(ranked.account_type, outlined.account_type) as account_type,
        coalesce(ranked.account_group, 'Unassigned') as account_group,
        coalesce(ranked.data_class, 'general') as data_class
    from outlined
    left join ranked
        on outlined.company_code = ranked.company_code
        and outlined.object_account = ranked.object_account
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
