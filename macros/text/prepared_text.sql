{#
    Masked text as the models count its characters: lower case, letters at most twice in a row.
    Links are `http` and handles `@user`, since hardly any are shared between users.
#}
{% macro prepared_text(masked_text) -%}
lower({{ fold_elongations(masked_text) }})
{%- endmacro %}
