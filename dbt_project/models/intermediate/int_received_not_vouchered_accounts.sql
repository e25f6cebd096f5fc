with journal as (
    select * from {{ ref('int_receipt_journal_lines') }}
),

receipts as (
    select * from {{ ref('stg_jde__purchase_order_receipts') }}
    where match_code in ('1', '4')
),

credited as (
    select
        company_code,
        account_id,
        sum(amount_in_direction) as amount,
        min(sum(amount_in_direction)) over (partition by company_code) as largest_credit
    from journal
    group by company_code, account_id
),

-- a receipt at standard cost may also credit a variance account: what is owed without a voucher is what F43121 says was
-- received, goods and landed cost in one line or in several
doubtful_credits as (
    select
        journal.company_code,
        journal.account_id,
        journal.document_company_code,
        journal.document_type_code,
        journal.document_number,
        journal.order_number,
        journal.line_number,
        sum(journal.amount) as amount
    from journal
    inner join credited
        on journal.company_code = credited.company_code
        and journal.account_id = credited.account_id
        and credited.amount < 0
        and credited.amount <> credited.largest_credit
    group by
        journal.company_code, journal.account_id, journal.document_company_code, journal.document_type_code,
        journal.document_number, journal.order_number, journal.line_number
    having sum(journal.amount_in_direction) < 0
),

compared as (
    select
        credits.company_code,
        credits.account_id,
        case
            when max(case when receipts.received_amount = -credits.amount then 1 else 0 end) = 1 then 1
            when sum(case when receipts.is_deleted then 0 else receipts.received_amount end) = -credits.amount then 1
            else 0
        end as is_what_was_received
    from doubtful_credits as credits
    inner join receipts
        on credits.document_company_code = receipts.document_company_code
        and credits.document_type_code = receipts.document_type_code
        and credits.document_number = receipts.document_number
        and coalesce(credits.order_number, receipts.order_number) = receipts.order_number
        and coalesce(nullif(credits.line_number, 0), receipts.line_number) = receipts.line_number
    group by
        credits.company_code, credits.account_id, credits.document_company_code, credits.document_type_code,
        credits.document_number, credits.order_number, credits.line_number, credits.amount
)

-- by far the most of what a company's receipts credit
select
    company_code,
    account_id
from credited
where amount < 0 and amount = largest_credit

union

select
    company_code,
    account_id
from compared
group by company_code, account_id
having 2 * sum(is_what_was_received) >= count(*)

union

-- and what the chart calls so, where receipts have no journals any more
select
    company_code,
    account_id
from {{ ref('dim_gl_accounts') }}
where account_group = 'Received not vouchered'
