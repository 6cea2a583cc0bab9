{# Share of a user's emoji (0 to 1) in the given groups of ref_emoji_groups. #}
{% macro emoji_group_share(emoji_groups) -%}
{{ ratio_of_sums(
    "case when emoji_group in ('" ~ emoji_groups | join("', '") ~ "') then emoji_count else 0 end",
    'emoji_count'
) }}
{%- endmacro %}
