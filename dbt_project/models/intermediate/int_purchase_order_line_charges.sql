with distributions as (
    select * from {{ ref('int_purchase_order_line_distributions') }} as distributions
    where {{ is_changed(ref('int_changed_orders'), 'distributions') }}
),

-- stock lines name no account: the receipt's journal says which inventory account took the goods
received as (
    select
        journal.order_company_code,
        journal.order_type_code,
        journal.order_number,
        journal.order_suffix,
        journal.line_number,
        journal.account_id,
        max(journal.cost_center_code) as cost_center_code,
        max(journal.object_account) as object_account,
        sum(journal.amount) as weight
    from {{ ref('int_receipt_journal_lines') }} as journal
    left join {{ ref('int_received_not_vouchered_accounts') }} as accruals
        on journal.company_code = accruals.company_code
        and journal.account_id = accruals.account_id
    where
        accruals.account_id is null
        and journal.order_number is not null
        and {{ is_changed(ref('int_changed_orders'), 'journal') }}
    group by
        journal.order_company_code, journal.order_type_code, journal.order_number, journal.order_suffix,
        journal.line_number, journal.account_id
    having sum(journal.amount) <> 0
)

select
    order_company_code,
    order_type_code,
    order_number,
    order_suffix,
    line_number,
    account_id,
    max(cost_center_code) as cost_center_code,
    max(object_account) as object_account,
    sum(weight) as weight
from distributions
where account_id <> ''
group by order_company_code, order_type_code, order_number, order_suffix, line_number, account_id

union all

select
    received.order_company_code,
    received.order_type_code,
    received.order_number,
    received.order_suffix,
    received.line_number,
    received.account_id,
    received.cost_center_code,
    received.object_account,
    received.weight
from received
where not exists (
    select 1 from distributions
    where distributions.account_id <> ''
        and received.order_company_code = distributions.order_company_code
        and received.order_type_code = distributions.order_type_code
        and received.order_number = distributions.order_number
        and received.order_suffix = distributions.order_suffix
        and received.line_number = distributions.line_number
)
