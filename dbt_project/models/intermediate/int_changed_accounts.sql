with accounts as (
    select * from {{ ref('stg_jde__accounts') }}
)

select account_id
from accounts
where {{ is_newly_loaded('stg_jde__accounts') }}

-- an account without master has what others say of it
{% for model in [
    'account_balances', 'gl_lines', 'purchase_order_lines', 'purchase_order_line_accounts', 'purchase_order_receipts'
] %}
union

select account_id
from {{ ref('stg_jde__' ~ model) }} as named
where
    {{ is_newly_loaded('stg_jde__' ~ model) }}
    and account_id <> ''
    and not exists (
        select 1 from accounts
        where accounts.account_id = named.account_id and not accounts.is_deleted
    )

{% endfor %}
