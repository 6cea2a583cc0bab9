{# Share of a user's tweets (0 to 1) from applications of one group of ref_source_apps. #}
{% macro app_share(app_group) -%}
{{ ratio_of_sums("case when app_group = '" ~ app_group ~ "' then tweet_count else 0 end", 'tweet_count') }}
{%- endmacro %}
