{#
    An id as BIGINT, NULL when the text is not a positive integer below 2^63. A cast alone would
    silently round `1.0e18` or accept `-5`.
#}
{% macro id_from_text(expression) -%}
    case
        when regexp_full_match(trim({{ expression }}), '[0-9]{1,19}')
            then nullif(try_cast(trim({{ expression }}) as bigint), 0)
    end
{%- endmacro %}
