with accounts as (
    select * from {{ ref('stg_jde__accounts') }}
),

balances as (
    select * from {{ ref('stg_jde__account_balances') }}
)

select account_id
from accounts
where {{ is_newly_loaded('stg_jde__accounts') }}

union

-- an account without master has what its balances say
select account_id
from balances
where
    {{ is_newly_loaded('stg_jde__account_balances') }}
    and not exists (
        select 1 from accounts
        where accounts.account_id = balances.account_id and not accounts.is_deleted
    )
