{#
    A whole number as BIGINT, NULL when it is unreadable. Programs write `3.0` for 3; a cast alone
    would round 3.7 and call it 4.
#}
{% macro count_from_text(expression) -%}
    case
        when try_cast({{ expression }} as double) = floor(try_cast({{ expression }} as double))
            then try_cast({{ expression }} as bigint)
    end
{%- endmacro %}
