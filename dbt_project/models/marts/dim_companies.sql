with companies as (
    select * from {{ ref('stg_jde__companies') }}
    where not is_deleted
),

-- company 00000 holds the defaults and takes no transactions
defaults as (
    select * from companies
    where company_code = '00000'
),

reporting as (
    select
        companies.company_code,
        companies.company_name,
        companies.address_number,
        coalesce(companies.company_currency_code, defaults.company_currency_code) as company_currency_code,
        coalesce(nullif(companies.date_pattern_code, ''), defaults.date_pattern_code) as date_pattern_code,
        coalesce(companies.multicurrency_code, defaults.multicurrency_code) as multicurrency_code,
        companies.gl_fiscal_year_start_date,
        companies.ap_fiscal_year_start_date,
        companies.current_gl_period,
        companies.current_ap_period
    from companies
    left join defaults on true
    where companies.company_code <> '00000'
),

years as (
    select distinct
        date_pattern_code,
        fiscal_year,
        fiscal_year_start_date,
        fiscal_year_end_date
    from {{ ref('dim_fiscal_periods') }}
),

currencies as (
    select * from {{ ref('stg_jde__currencies') }}
    where not is_deleted
)

select
    reporting.company_code,
    coalesce(reporting.company_name, reporting.company_code) as company_name,
    reporting.company_currency_code,
    coalesce(currencies.currency_name, reporting.company_currency_code) as company_currency_name,
    coalesce(currencies.currency_decimals, 2) as company_currency_decimals,
    reporting.date_pattern_code,
    reporting.address_number,
    reporting.multicurrency_code,
    gl_years.fiscal_year as current_gl_fiscal_year,
    reporting.current_gl_period,
    ap_years.fiscal_year as current_ap_fiscal_year,
    reporting.current_ap_period,
    reporting.gl_fiscal_year_start_date as current_gl_fiscal_year_start_date
from reporting
left join currencies on reporting.company_currency_code = currencies.currency_code
left join years as gl_years
    on reporting.date_pattern_code = gl_years.date_pattern_code
    and reporting.gl_fiscal_year_start_date between gl_years.fiscal_year_start_date and gl_years.fiscal_year_end_date
left join years as ap_years
    on reporting.date_pattern_code = ap_years.date_pattern_code
    and reporting.ap_fiscal_year_start_date between ap_years.fiscal_year_start_date and ap_years.fiscal_year_end_date
