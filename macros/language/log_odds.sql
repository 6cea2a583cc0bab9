{#
    Log-odds ratio with an informative Dirichlet prior, and its variance: how much more of the first
    side's language is this term (Monroe, Colaresi and Quinn 2008, equations 15, 16 and 22). The prior
    is the language of both sides together, with the weight of `language_prior_count` counts.
#}
{% macro dirichlet_prior(first_count, second_count, first_total, second_total) -%}
({{ var('language_prior_count') }} * cast({{ first_count }} + {{ second_count }} as double)
/ nullif({{ first_total }} + {{ second_total }}, 0))
{%- endmacro %}


{% macro log_odds(first_count, second_count, first_total, second_total) -%}
{%- set prior = dirichlet_prior(first_count, second_count, first_total, second_total) -%}
{%- set weight = var('language_prior_count') -%}
(
    ln(({{ first_count }} + {{ prior }})
    / nullif({{ first_total }} + {{ weight }} - {{ first_count }} - {{ prior }}, 0))
    - ln(({{ second_count }} + {{ prior }})
    / nullif({{ second_total }} + {{ weight }} - {{ second_count }} - {{ prior }}, 0))
)
{%- endmacro %}


{% macro log_odds_score(first_count, second_count, first_total, second_total) -%}
{%- set prior = dirichlet_prior(first_count, second_count, first_total, second_total) -%}
(
    {{ log_odds(first_count, second_count, first_total, second_total) }}
    / sqrt(1.0 / ({{ first_count }} + {{ prior }}) + 1.0 / ({{ second_count }} + {{ prior }}))
)
{%- endmacro %}
