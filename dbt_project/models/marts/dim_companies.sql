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
        coalesce(
            companies.company_currency_code,
            defaults.company_currency_code,
            {{ "'" ~ var('default_currency_code') ~ "'" if var('default_currency_code', '') else 'null' }}
        ) as company_currency_code,
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

placed as (
    select
        reporting.*,
        gl_years.fiscal_year as current_gl_fiscal_year,
        ap_years.fiscal_year as current_ap_fiscal_year
    from reporting
    left join years as gl_years
        on reporting.date_pattern_code = gl_years.date_pattern_code
        and reporting.gl_fiscal_year_start_date between gl_years.fiscal_year_start_date and gl_years.fiscal_year_end_date
    left join years as ap_years
        on reporting.date_pattern_code = ap_years.date_pattern_code
        and reporting.ap_fiscal_year_start_date between ap_years.fiscal_year_start_date and ap_years.fiscal_year_end_date
),

-- the last period with days of its own before the current one: a year may have 12 or 13 of them
{% for books in ['gl', 'ap'] %}
before_current_{{ books }} as (
    select
        placed.company_code,
        periods.fiscal_year,
        periods.fiscal_period,
        row_number() over (
            partition by placed.company_code
            order by periods.fiscal_year desc, periods.fiscal_period desc
        ) as periods_ago
    from placed
    inner join {{ ref('dim_fiscal_periods') }} as periods
        on placed.date_pattern_code = periods.date_pattern_code
        and (
            periods.fiscal_year < placed.current_{{ books }}_fiscal_year
            or (
                periods.fiscal_year = placed.current_{{ books }}_fiscal_year
                and periods.fiscal_period < placed.current_{{ books }}_period
            )
        )
    where not periods.is_adjustment
),
{% endfor %}

currencies as (
    select * from {{ ref('stg_jde__currencies') }}
    where not is_deleted
)

select
    placed.company_code,
    coalesce(placed.company_name, placed.company_code) as company_name,
    placed.company_currency_code,
    coalesce(currencies.currency_name, placed.company_currency_code) as company_currency_name,
    coalesce(currencies.currency_decimals, 2) as company_currency_decimals,
    placed.date_pattern_code,
    placed.address_number,
    placed.multicurrency_code,
    placed.current_gl_fiscal_year,
    placed.current_gl_period,
    before_current_gl.fiscal_year as previous_gl_fiscal_year,
    before_current_gl.fiscal_period as previous_gl_period,
    placed.current_ap_fiscal_year,
    placed.current_ap_period,
    before_current_ap.fiscal_year as previous_ap_fiscal_year,
    before_current_ap.fiscal_period as previous_ap_period,
    placed.gl_fiscal_year_start_date as current_gl_fiscal_year_start_date
from placed
left join currencies on placed.company_currency_code = currencies.currency_code
left join before_current_gl
    on placed.company_code = before_current_gl.company_code
    and before_current_gl.periods_ago = 1
left join before_current_ap
    on placed.company_code = before_current_ap.company_code
    and before_current_ap.periods_ago = 1
