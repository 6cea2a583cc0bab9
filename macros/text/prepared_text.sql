{#
    Masked text as the models count its characters: lower case, letters at most twice on end.
    Links stand as `http` and handles as `@user`, since nobody else has the same ones.
#}
{% macro prepared_text(masked_text) -%}
lower({{ fold_elongations(masked_text) }})
{%- endmacro %}
