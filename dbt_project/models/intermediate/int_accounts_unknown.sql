-- F0901 may lack what others name: their copies say what the account is
with accounts as (
    select * from {{ ref('stg_jde__accounts') }}
    where not is_deleted
),

named as (
    {% for model in [
        'account_balances', 'gl_lines', 'purchase_order_lines', 'purchase_order_line_accounts', 'purchase_order_receipts'
    ] %}
    select
        account_id,
        company_code,
        cost_center_code,
        object_account,
        subsidiary
    from {{ ref('stg_jde__' ~ model) }}
    where not is_deleted and account_id <> ''
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    named.account_id,
    max(named.company_code) as company_code,
    max(named.cost_center_code) as cost_center_code,
    max(named.object_account) as object_account,
    max(named.subsidiary) as subsidiary
from named
where not exists (
    select 1 from accounts
    where accounts.account_id = named.account_id
)
group by named.account_id
