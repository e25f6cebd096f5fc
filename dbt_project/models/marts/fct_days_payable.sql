with companies as (
    select * from {{ ref('dim_companies') }}
),

periods as (
    select * from {{ ref('int_company_periods') }}
    where not is_adjustment
),

-- a draft stands for vouchers that are counted themselves
pay_items as (
    select * from {{ ref('int_ap_pay_items_marked') }}
    where not is_draft
),

documents as (
    select distinct document_company_code, document_type_code, document_number
    from pay_items
),

flows as (
    select
        company_code,
        gl_date as flow_date,
        gross_amount as vouchered_amount,
        gross_amount as owed_amount
    from pay_items

    union all

    select
        lines.company_code,
        lines.payment_date as flow_date,
        0 as vouchered_amount,
        -(lines.paid_amount + lines.settled_discount_amount) as owed_amount
    from {{ ref('int_ap_payment_lines_marked') }} as lines
    inner join documents
        on lines.document_company_code = documents.document_company_code
        and lines.document_type_code = documents.document_type_code
        and lines.document_number = documents.document_number
),

daily as (
    select
        company_code,
        flow_date,
        sum(vouchered_amount) as vouchered_amount,
        sum(owed_amount) as owed_amount
    from flows
    group by company_code, flow_date
),

-- the running period is measured on the day itself
measured as (
    select
        periods.company_code,
        periods.fiscal_year,
        periods.fiscal_period,
        periods.end_date as fiscal_period_end_date,
        least(periods.end_date, as_of.as_of_date) as measured_on
    from periods
    inner join (select {{ as_of_date() }} as as_of_date) as as_of on periods.start_date <= as_of.as_of_date
),

summed as (
    select
        measured.company_code,
        measured.fiscal_year,
        measured.fiscal_period,
        measured.fiscal_period_end_date,
        measured.measured_on,
        cast(sum(daily.owed_amount) as numeric(28, 4)) as open_amount,
        cast(
            sum(case when daily.flow_date > measured.measured_on - 365 then daily.vouchered_amount else 0 end)
            as numeric(28, 4)
        ) as vouchered_amount
    from measured
    inner join daily
        on measured.company_code = daily.company_code
        and daily.flow_date <= measured.measured_on
    group by
        measured.company_code, measured.fiscal_year, measured.fiscal_period, measured.fiscal_period_end_date,
        measured.measured_on
)

select
    summed.company_code,
    summed.fiscal_year,
    summed.fiscal_period,
    summed.fiscal_period_end_date,
    summed.measured_on,
    companies.company_currency_code,
    {{ group_currency_code() }} as group_currency_code,
    summed.open_amount,
    summed.vouchered_amount,
    {{ group_amount('summed.open_amount') }} as open_amount_group,
    {{ group_amount('summed.vouchered_amount') }} as vouchered_amount_group,
    cast(case
        when summed.vouchered_amount > 0
            then {{ rounded_share('summed.open_amount', '365', 'summed.vouchered_amount', 2) }}
    end as numeric(28, 8)) as days_payable
from summed
left join companies on summed.company_code = companies.company_code
{{ join_group_rates('companies.company_currency_code', 'summed.measured_on', 'summed.fiscal_period_end_date') }}
