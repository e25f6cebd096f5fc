{% set codes = range(1, 31) %}

with address_book as (
    select * from {{ ref('stg_jde__address_book') }}
    where not is_deleted
),

master as (
    select * from {{ ref('stg_jde__suppliers') }}
    where not is_deleted
),

-- every number that accounts payable or purchasing names, and 0, which stands for none
parties as (
    select supplier_number from master
    union
    select supplier_number from {{ ref('stg_jde__ap_pay_items') }} where supplier_number is not null and not is_deleted
    union
    select payee_number from {{ ref('stg_jde__ap_pay_items') }} where payee_number is not null and not is_deleted
    union
    select payee_number from {{ ref('stg_jde__ap_payments') }} where payee_number is not null and not is_deleted
    union
    select supplier_number from {{ ref('stg_jde__ap_payment_lines') }} where supplier_number is not null and not is_deleted
    union
    select supplier_number from {{ ref('stg_jde__purchase_order_lines') }} where supplier_number is not null and not is_deleted
    union
    select supplier_number from {{ ref('stg_jde__purchase_orders') }} where supplier_number is not null and not is_deleted
    union
    select supplier_number from {{ ref('stg_jde__purchase_order_receipts') }} where supplier_number is not null and not is_deleted
    union
    -- spend outlives the rows of F0411 that JDE has purged
    select supplier_number from {{ ref('int_ap_spend_lines') }} where supplier_number is not null
    union
    select payee_number from {{ ref('int_ap_spend_lines') }} where payee_number is not null
    union
    select cast(0 as bigint) as supplier_number
),

-- the address that F0101 points to, else the latest one
addresses as (
    select
        addresses.*,
        row_number() over (
            partition by addresses.address_number
            order by
                case when addresses.effective_date = address_book.address_effective_date then 0 else 1 end,
                addresses.effective_date desc
        ) as address_rank
    from {{ ref('stg_jde__addresses') }} as addresses
    left join address_book on addresses.address_number = address_book.address_number
    where not addresses.is_deleted
),

payment_terms as (
    select * from {{ ref('stg_jde__payment_terms') }}
    where not is_deleted
),

user_defined_codes as (
    select * from {{ ref('stg_jde__user_defined_codes') }}
    where not is_deleted and product_code = '01'
),

countries as (
    select * from {{ ref('stg_jde__user_defined_codes') }}
    where not is_deleted and product_code = '00' and code_type = 'CN'
)

select
    parties.supplier_number,
    case
        when parties.supplier_number = 0 then 'No supplier'
        else coalesce(address_book.party_name, 'Unknown supplier ' || cast(parties.supplier_number as {{ dbt.type_string() }}))
    end as supplier_name,
    address_book.long_address_number,
    address_book.search_type_code,
    master.supplier_number is not null as is_supplier_master,
    address_book.address_number is not null as is_in_address_book,
    coalesce(address_book.is_employee, false) or coalesce(address_book.search_type_code = 'E', false) as is_employee,
    coalesce(master.is_payment_held, false) as is_payment_held,
    coalesce(master.payment_terms_code, '') as payment_terms_code,
    payment_terms.payment_terms_name,
    payment_terms.net_days,
    master.payment_instrument_code,
    master.gl_offset_code,
    master.supplier_currency_code,
    master.hold_orders_code,
    master.alternate_payee_number,
    address_book.industry_code,
    address_book.language_code,
    address_book.tax_number,
    address_book.additional_tax_number,
    address_book.tax_certificate_number,
    addresses.address_line_1,
    addresses.address_line_2,
    addresses.city,
    addresses.county,
    addresses.state_code,
    addresses.postal_code,
    addresses.country_code,
    coalesce(countries.code_name, addresses.country_code) as country_name,
    {% for code in codes %}
    address_book.category_code_{{ '%02d' % code }},
    {{ category_code_name('address_book', code) }} as category_code_{{ '%02d' % code }}_name{{ ',' if not loop.last }}
    {% endfor %}
from parties
left join address_book on parties.supplier_number = address_book.address_number
left join master on parties.supplier_number = master.supplier_number
left join payment_terms on master.payment_terms_code = payment_terms.payment_terms_code
left join addresses
    on parties.supplier_number = addresses.address_number
    and addresses.address_rank = 1
left join countries on addresses.country_code = countries.code
{{ join_category_codes('address_book', codes) }}
