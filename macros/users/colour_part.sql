{# Red (1), green (2) or blue (3) component of a colour of six hexadecimal digits, 0 to 255. #}
{% macro colour_part(colour, part) -%}
case
    when regexp_full_match({{ colour }}, '[0-9A-Fa-f]{6}')
        then {{ number_from_hex('substr(' ~ colour ~ ', ' ~ (2 * part - 1) ~ ', 2)', 'integer') }}
end
{%- endmacro %}
