{# Shares of users below the lower and the upper limit of winsorised values. #}
{% macro winsorised_shares() -%}
{%- set share = var('behaviour_winsorised_share') -%}
{%- if share is not number or not 0 <= share < 0.5 -%}
    {{ stop_build(
        'plumage: behaviour_winsorised_share must be from 0 to below 0.5, the share of users at each'
        ~ ' end, got: ' ~ share
    ) }}
{%- endif -%}
[{{ share }}, {{ 1 - share }}]
{%- endmacro %}


{#
    A value not beyond its limits (a list of two). What hardly anybody does has one limit at both ends,
    and stays as it is, as does what has no limits. Not `least` alone: it takes NULL for the limit.
#}
{% macro winsorised(value, limits) -%}
case
            when {{ value }} is not null and {{ limits }}[1] < {{ limits }}[2]
                then least(greatest({{ value }}, {{ limits }}[1]), {{ limits }}[2])
            else {{ value }}
        end
{%- endmacro %}
