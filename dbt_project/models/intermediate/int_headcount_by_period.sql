with headcount as (
    select * from {{ ref('headcount') }}
),

company_periods as (
    select * from {{ ref('int_company_periods') }}
),

ranked as (
    select
        headcount.company_code,
        headcount.cost_center_code,
        company_periods.fiscal_year,
        company_periods.fiscal_period,
        headcount.headcount,
        row_number() over (
            partition by
                headcount.company_code, headcount.cost_center_code, company_periods.fiscal_year,
                company_periods.fiscal_period
            order by headcount.fiscal_year desc, headcount.fiscal_period desc
        ) as row_rank
    from headcount
    inner join company_periods
        on headcount.company_code = company_periods.company_code
        and headcount.fiscal_year in (0, company_periods.fiscal_year)
        and headcount.fiscal_period in (0, company_periods.fiscal_period)
)

select
    company_code,
    cost_center_code,
    fiscal_year,
    fiscal_period,
    headcount
from ranked
where row_rank = 1
