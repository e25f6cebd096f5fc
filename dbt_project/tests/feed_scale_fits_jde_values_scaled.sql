-- Line numbers have three decimals at every site: line 1 is 1.000 from AIS and 1000 in the JDE database. A feed that is
-- scaled otherwise than var jde_values_scaled says would move every amount by its decimals.
with lines as (
    select
        count(*) as line_count,
        sum(case when lnid >= 1000 and mod(lnid, 1000) = 0 then 1 else 0 end) as unscaled_count
    from {{ source('raw_jde', 'f4311') }}
    where lnid <> 0
)

select * from lines
where line_count > 0
    {% if var('jde_values_scaled') %}
    and unscaled_count > 0.99 * line_count
    {% else %}
    and unscaled_count < 0.5 * line_count
    {% endif %}
