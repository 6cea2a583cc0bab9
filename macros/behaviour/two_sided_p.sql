{#
    Probability that a standard normal number is at least so far from 0 as `normal_value` (0 or more):
    the complementary error function, to a relative error of 1.2e-7 however small it is (Press et al.
    1992, "Numerical Recipes", 2nd edition, section 6.2).
#}
{% macro two_sided_p(normal_value) -%}
{%- set fraction = '(1 / (1 + ' ~ normal_value ~ ' / (2 * sqrt(2.0))))' -%}
{%- set powers = [] -%}
{%- for coefficient in [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806,
    0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277
] -%}
    {%- do powers.append(coefficient ~ ' * pow(' ~ fraction ~ ', ' ~ loop.index0 ~ ')') -%}
{%- endfor -%}
{{ fraction }}
* exp(
    -pow({{ normal_value }}, 2) / 2
    + {{ powers | join('\n    + ') }}
)
{%- endmacro %}
