{# Shares of users below the lower and the upper limit of winsorising. #}
{% macro winsorised_shares() -%}
{%- set share = var('behaviour_winsorised_share') | float -%}
[{{ share }}, {{ 1 - share }}]
{%- endmacro %}


{#
    A value clamped to its limits (a list of two). Rare behaviour has equal limits, and is left
    unchanged, as are values without limits. Not `least` alone: for NULL it returns the limit.
#}
{% macro winsorised(value, limits) -%}
case
            when {{ value }} is not null and {{ limits }}[1] < {{ limits }}[2]
                then least(greatest({{ value }}, {{ limits }}[1]), {{ limits }}[2])
            else {{ value }}
        end
{%- endmacro %}
