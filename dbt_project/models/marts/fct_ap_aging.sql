with open_items as (
    select
        int_ap_open_as_of.*,
        as_of_date - ageing_date as days_past_due,
        case when discount_due_date >= as_of_date then discount_left_amount else 0 end as discount_open_amount,
        case when discount_due_date >= as_of_date then discount_left_amount_txn else 0 end as discount_open_amount_txn
    from {{ ref('int_ap_open_as_of') }} as int_ap_open_as_of
),

pay_statuses as (
    select * from {{ ref('stg_jde__user_defined_codes') }}
    where not is_deleted and product_code = '00' and code_type = 'PS'
),

buckets as (
    select * from {{ ref('ageing_buckets') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

periods as (
    select * from {{ ref('int_company_periods') }}
)

select
    open_items.document_company_code,
    open_items.document_type_code,
    open_items.document_number,
    open_items.pay_item,
    open_items.pay_item_extension,
    open_items.company_code,
    coalesce(open_items.supplier_number, 0) as supplier_number,
    coalesce(open_items.payee_number, open_items.supplier_number, 0) as payee_number,
    open_items.supplier_invoice_number,
    open_items.pay_status_code,
    coalesce(pay_statuses.code_name, open_items.pay_status_code) as pay_status_name,
    buckets.age_bucket,
    buckets.bucket_order as age_bucket_order,
    companies.company_currency_code,
    coalesce(open_items.transaction_currency_code, companies.company_currency_code) as transaction_currency_code,
    open_items.open_amount,
    cast(case when open_items.days_past_due > 0 then open_items.open_amount else 0 end as numeric(28, 4)) as past_due_amount,
    {{ group_currency_code() }} as group_currency_code,
    {{ group_amount('open_items.open_amount') }} as open_amount_group,
    {{ group_amount('case when open_items.days_past_due > 0 then open_items.open_amount else 0 end') }} as past_due_amount_group,
    open_items.open_amount_txn,
    cast(open_items.discount_open_amount as numeric(28, 4)) as discount_open_amount,
    cast(open_items.discount_open_amount_txn as numeric(28, 4)) as discount_open_amount_txn,
    {{ group_amount('open_items.discount_open_amount') }} as discount_open_amount_group,
    cast(open_items.days_past_due as integer) as days_past_due,
    open_items.days_past_due > 0 as is_past_due,
    coalesce(open_items.pay_status_code = 'H', false) as is_held,
    open_items.is_posted,
    open_items.is_draft,
    open_items.invoice_date,
    open_items.gl_date,
    open_items.ageing_date as due_date,
    open_items.discount_due_date,
    open_items.as_of_date,
    periods.fiscal_year,
    periods.fiscal_period,
    periods.end_date as fiscal_period_end_date
from open_items
left join buckets
    on open_items.days_past_due >= coalesce(buckets.days_from, open_items.days_past_due)
    and open_items.days_past_due <= coalesce(buckets.days_to, open_items.days_past_due)
left join pay_statuses on open_items.pay_status_code = pay_statuses.code
left join companies on open_items.company_code = companies.company_code
left join periods
    on open_items.company_code = periods.company_code
    and open_items.as_of_date between periods.start_date and periods.end_date
    and not periods.is_adjustment
{{ join_group_rates('companies.company_currency_code', 'open_items.gl_date', 'periods.end_date') }}
