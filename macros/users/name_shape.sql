{#
    Form of a name: capitals `A`, small letters `a`, letters of scripts without case `o`; digits,
    punctuation, emoji and spaces stay. It shows how a name is written, not which name it is.
#}
{% macro name_shape(name) -%}
regexp_replace(
    regexp_replace(
        regexp_replace({{ name }}, '[\p{Lu}\p{Lt}]', 'A', 'g'),
        '\p{Ll}', 'a', 'g'
    ),
    '[\p{Lo}\p{Lm}]', 'o', 'g'
)
{%- endmacro %}
