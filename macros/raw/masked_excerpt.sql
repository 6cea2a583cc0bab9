{# The first 200 characters of a record for people who mend it, without handles and names. #}
{% macro masked_excerpt(expression) -%}
    left(
        regexp_replace(
            regexp_replace(
                left({{ expression }}, 400),
                '("(?:screen_name|name)"\s*:\s*")[^"]*',
                '\1...',
                'g'
            ),
            '@\w+',
            '@...',
            'g'
        ),
        200
    )
{%- endmacro %}
