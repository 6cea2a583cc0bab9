{#
    Poisson number with mean 1 from four hexadecimal digits of an md5, a uniform number in
    steps of 1/65536: the number of values of the distribution function that are not above it
    (inversion; Devroye 1986, "Non-uniform random variate generation", chapter III.2). The constants are
    these values for 0 to 7, in the same steps; mean and variance are 1 to four digits.
#}
{% macro poisson_weight(digits) -%}
{%- set comparisons = [] -%}
{%- for value in ['5e2d', 'bc5b', 'eb71', 'fb24', 'ff10', 'ffd9', 'fffb', 'ffff'] -%}
    {%- do comparisons.append('cast(' ~ digits ~ " >= '" ~ value ~ "' as integer)") -%}
{%- endfor -%}
cast({{ comparisons | join(' + ') }} as double)
{%- endmacro %}
