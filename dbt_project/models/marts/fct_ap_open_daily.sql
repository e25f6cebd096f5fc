{# What was open on a past day cannot be read again, so a full refresh leaves the table alone. #}
{# The day is emptied first, since the day may end with nothing open, which no row says. A day that var as_of_date names is a
   rebuilt one: it stands in for a day without a build and never replaces what was seen. #}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{% if is_incremental() and not var('as_of_date') %}delete from {{ this }} where snapshot_date = {{ as_of_date() }}{% endif %}",
    on_schema_change='append_new_columns',
    full_refresh=false
) }}

select
    as_of_date as snapshot_date,
    document_company_code,
    document_type_code,
    document_number,
    pay_item,
    pay_item_extension,
    company_code,
    supplier_number,
    payee_number,
    pay_status_code,
    age_bucket,
    age_bucket_order,
    company_currency_code,
    transaction_currency_code,
    group_currency_code,
    open_amount,
    past_due_amount,
    open_amount_txn,
    open_amount_group,
    past_due_amount_group,
    days_past_due,
    is_past_due,
    is_held,
    is_posted,
    is_draft,
    due_date,
    fiscal_year,
    fiscal_period,
    fiscal_period_end_date
from {{ ref('fct_ap_aging') }}
{%- if is_incremental() and var('as_of_date') %}
where not exists (select 1 from {{ this }} as held where held.snapshot_date = {{ as_of_date() }})
{%- endif %}
