{#
    Student's t by a normal value: Wallace (1959, "Bounds on normal approximations to Student's and
    the chi-square distributions", Annals of Mathematical Statistics 30). With nine degrees of freedom
    a probability of 1e-4 comes out right to 7 %, with a hundred to 0.1 %.
#}

{# Normal value, 0 or more, that is exceeded as rarely as a t value. #}
{% macro normal_of_t(t_value, degrees_of_freedom) -%}
{{ wallace_factor(degrees_of_freedom) }}
* sqrt(
    {{ degrees_of_freedom }} * ln(1 + pow({{ t_value }}, 2) / {{ degrees_of_freedom }})
)
{%- endmacro %}


{# t value that chance exceeds, on either side, in 5 of 100 cases: the same transform turned round. #}
{% macro t_limit(degrees_of_freedom) -%}
sqrt(
    {{ degrees_of_freedom }}
    * (
        exp(
            pow(1.959963985 / {{ wallace_factor(degrees_of_freedom) }}, 2)
            / {{ degrees_of_freedom }}
        ) - 1
    )
)
{%- endmacro %}


{% macro wallace_factor(degrees_of_freedom) -%}
((8.0 * {{ degrees_of_freedom }} + 1) / (8.0 * {{ degrees_of_freedom }} + 3))
{%- endmacro %}
