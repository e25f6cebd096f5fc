select
    companies.company_code,
    periods.fiscal_year,
    periods.fiscal_period,
    periods.start_date,
    periods.end_date,
    periods.is_adjustment
from {{ ref('dim_companies') }} as companies
inner join {{ ref('dim_fiscal_periods') }} as periods on companies.date_pattern_code = periods.date_pattern_code
