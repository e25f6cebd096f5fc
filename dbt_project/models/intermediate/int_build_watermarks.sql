{% set loaded = [
    'stg_jde__gl_lines', 'stg_jde__accounts', 'stg_jde__account_balances', 'stg_jde__ap_pay_items', 'stg_jde__ap_payments',
    'stg_jde__ap_payment_lines', 'stg_jde__purchase_orders', 'stg_jde__purchase_order_lines',
    'stg_jde__purchase_order_line_accounts', 'stg_jde__purchase_order_receipts'
] %}

with seen as (
    {% for model in loaded %}
    select
        '{{ model }}' as source_name,
        coalesce(max(_dlt_load_id), '') as seen_version
    from {{ ref(model) }}

    union all
    {% endfor %}

    select
        'shared ' || table_name as source_name,
        state as seen_version
    from {{ ref('int_shared_states') }}
),

built as (
    {% if is_incremental() %}
    select
        source_name,
        built_version
    from {{ this }}
    {% else %}
    select
        source_name,
        '' as built_version
    from seen
    {% endif %}
),

-- one of these can reach every row, so nothing counts as built
shared_changes as (
    select count(*) as change_count
    from seen
    left join built on seen.source_name = built.source_name
    where seen.source_name like 'shared %' and seen.seen_version <> coalesce(built.built_version, '')
)

select
    seen.source_name,
    seen.seen_version,
    case
        when shared_changes.change_count > 0 then ''
        else coalesce(built.built_version, '')
    end as built_version
from seen
cross join shared_changes
left join built on seen.source_name = built.source_name
