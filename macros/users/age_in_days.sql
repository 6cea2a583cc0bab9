{#
    Days from a time to the reference time, with fraction, at least `minimum_days`; NULL when either is
    unknown (`greatest` alone would return a number).
#}
{% macro age_in_days(created_at, as_of, minimum_days=0) -%}
case
    when {{ created_at }} is not null and {{ as_of }} is not null
        then round(
            greatest(date_diff('second', {{ created_at }}, {{ as_of }}) / 86400.0, {{ minimum_days }}),
            9
        )
end
{%- endmacro %}
