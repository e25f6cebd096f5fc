{# An order number that JDE keeps as text of eight characters (`PO`, `OORN`, `RORN`) as the number it is; null where it is blank, zero or no number. #}
{% macro jde_order_number(column) -%}
    nullif(
        cast(
            case when translate(trim({{ column }}), '0123456789', '') = '' then nullif(trim({{ column }}), '') end as bigint
        ), 0
    )
{%- endmacro %}
