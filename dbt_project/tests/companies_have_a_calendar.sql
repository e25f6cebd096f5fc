{{ config(severity='warn') }}

-- companies with balances in a year for which F0008 has no periods of their date pattern
with balances as (
    select distinct company_code, fiscal_year
    from {{ ref('fct_gl_balances') }}
),

companies as (
    select * from {{ ref('dim_companies') }}
),

periods as (
    select * from {{ ref('dim_fiscal_periods') }}
)

select
    balances.company_code,
    companies.date_pattern_code,
    balances.fiscal_year
from balances
left join companies on balances.company_code = companies.company_code
left join periods
    on companies.date_pattern_code = periods.date_pattern_code
    and balances.fiscal_year = periods.fiscal_year
where periods.fiscal_year is null
