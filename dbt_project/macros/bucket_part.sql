{# `co=00001 lt=AA ctry=20 fy=26 pn=6`: the value of one part of a bucket's name. #}
{% macro bucket_part(name) -%}
    nullif(split_part(split_part(bucket, '{{ name }}=', 2), ' ', 1), '')
{%- endmacro %}
