{% set codes = range(1, 21) %}
{% set levels = range(1, 9) %}

with master as (
    select * from {{ ref('stg_jde__accounts') }}
    where not is_deleted
),

unknown as (
    select * from {{ ref('int_accounts_unknown') }}
),

accounts as (
    select
        account_id,
        company_code,
        cost_center_code,
        object_account,
        subsidiary,
        third_account_number,
        account_name,
        level_of_detail,
        posting_edit_code,
        account_currency_code,
        model_code,
        alternate_object_account,
        true as is_in_master,
        {% for code in codes %}
        category_code_{{ '%02d' % code }}{{ ',' if not loop.last }}
        {% endfor %}
    from master

    union all

    select
        account_id,
        company_code,
        cost_center_code,
        object_account,
        subsidiary,
        null as third_account_number,
        'Unknown account ' || account_id as account_name,
        null as level_of_detail,
        null as posting_edit_code,
        null as account_currency_code,
        null as model_code,
        null as alternate_object_account,
        false as is_in_master,
        {% for code in codes %}
        null as category_code_{{ '%02d' % code }}{{ ',' if not loop.last }}
        {% endfor %}
    from unknown
),

classes as (
    select * from {{ ref('int_accounts_classified') }}
),

parents as (
    select * from {{ ref('int_accounts_joined_to_parents') }}
),

object_accounts as (
    select * from {{ ref('stg_jde__object_accounts') }}
    where not is_deleted
),

user_defined_codes as (
    select * from {{ ref('stg_jde__user_defined_codes') }}
    where not is_deleted and product_code = '09'
)

select
    accounts.account_id,
    accounts.cost_center_code || '.' || accounts.object_account
        || case when accounts.subsidiary <> '' then '.' || accounts.subsidiary else '' end as account_number,
    coalesce(accounts.account_name, accounts.account_id) as account_name,
    accounts.company_code,
    accounts.cost_center_code,
    accounts.object_account,
    coalesce(object_accounts.account_name, accounts.account_name) as object_account_name,
    accounts.subsidiary,
    accounts.third_account_number,
    accounts.alternate_object_account,
    coalesce(classes.account_type, 'unclassified') as account_type,
    coalesce(classes.account_group, 'Unassigned') as account_group,
    coalesce(classes.statement, 'unclassified') as statement,
    coalesce(classes.data_class, 'general') as data_class,
    coalesce(classes.natural_sign, 1) as natural_sign,
    coalesce(classes.is_in_account_ranges, false) as is_in_account_ranges,
    accounts.level_of_detail,
    accounts.posting_edit_code,
    accounts.account_currency_code,
    coalesce(accounts.posting_edit_code, '') <> 'N' as is_posting_account,
    coalesce(accounts.posting_edit_code, '') <> 'I' as is_active,
    coalesce(accounts.model_code, '') = 'M' as is_model,
    accounts.is_in_master,
    parents.parent_account_id,
    parents.parent_object_account,
    {% for level in levels %}
    parents.level_{{ level }}_object_account,
    parents.level_{{ level }}_account_name,
    {% endfor %}
    {% for code in codes %}
    accounts.category_code_{{ '%02d' % code }},
    {{ category_code_name('accounts', code) }} as category_code_{{ '%02d' % code }}_name{{ ',' if not loop.last }}
    {% endfor %}
from accounts
left join classes
    on accounts.company_code = classes.company_code
    and accounts.object_account = classes.object_account
left join parents on accounts.account_id = parents.account_id
left join object_accounts on accounts.object_account = object_accounts.object_account
{{ join_category_codes('accounts', codes) }}
