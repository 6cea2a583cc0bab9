{#
    Clean text with links (and e-mail addresses) as `http` and handles as `@user`, the
    placeholders of TweetEval (Barbieri, Camacho-Collados, Espinosa Anke and Neves 2020). A handle
    contains a letter or digit: "@_@" is a face.
#}
{% macro mask_references(text) -%}
trim(
    regexp_replace(
        regexp_replace(
            regexp_replace({{ text }}, '{{ link_pattern() }}', ' http ', 'gi'),
            '[@＠]_{0,19}[A-Za-z0-9][A-Za-z0-9_]{0,19}', '@user', 'g'
        ),
        ' +', ' ', 'g'
    )
)
{%- endmacro %}
