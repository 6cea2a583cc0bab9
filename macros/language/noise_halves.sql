{# Half (0 or 1) of a group that a user belongs to in each random split, by md5 of the id. #}
{% macro noise_half_columns(user_id) -%}
{%- set columns = [] -%}
{%- for split in range(var('language_noise_splits')) -%}
    {%- do columns.append(
        md5_bucket(user_id ~ " || ':" ~ split ~ "'", 2) ~ ' as half_' ~ split
    ) -%}
{%- endfor -%}
{{ columns | join(', ') }}
{%- endmacro %}


{# Sum of whole numbers over the rows that count, 0 for none. #}
{% macro count_where(is_counted, number) -%}
cast(coalesce(sum({{ number }}) filter (where {{ is_counted }}), 0) as bigint)
{%- endmacro %}


{# The same for the counted users in one half, for each split. #}
{% macro noise_half_counts(is_counted, number, suffix) -%}
{%- set columns = [] -%}
{%- for split in range(var('language_noise_splits')) -%}
    {%- do columns.append(
        count_where(is_counted ~ ' and half_' ~ split ~ ' = 1', number)
        ~ ' as half_' ~ split ~ suffix
    ) -%}
{%- endfor -%}
{{ columns | join(', ') }}
{%- endmacro %}


{# Largest log-odds score, up or down, between the halves of any split. #}
{% macro largest_noise_score() -%}
{%- set scores = [] -%}
{%- for split in range(var('language_noise_splits')) -%}
    {%- set count, total = 'half_' ~ split ~ '_user_count', 'half_' ~ split ~ '_use_count' -%}
    {%- do scores.append('abs(' ~ log_odds_score(
        count, '(user_count - ' ~ count ~ ')', total, '(user_use_count - ' ~ total ~ ')'
    ) ~ ')') -%}
{%- endfor -%}
greatest({{ scores | join(', ') }})
{%- endmacro %}
