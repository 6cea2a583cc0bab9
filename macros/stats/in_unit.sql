{# A mean for readers: transformed back from its logarithm, in its unit, within its bounds. #}
{% macro in_unit(mean_value) -%}
case
    when {{ mean_value }} is not null
        then round(
            least(
                greatest(
                    case scale
                        when 'log1p' then exp({{ mean_value }}) - 1
                        when 'log' then exp({{ mean_value }})
                        else ({{ mean_value }}) / divisor
                    end,
                    minimum
                ),
                maximum
            ),
            9
        )
end
{%- endmacro %}


{# A difference of means for readers; for logarithms, applied to the others' value. #}
{% macro difference_in_unit(difference) -%}
round(
    case
        when scale in ('log1p', 'log')
            then exp(other_mean_value + {{ difference }}) - exp(other_mean_value)
        else ({{ difference }}) / divisor
    end,
    9
)
{%- endmacro %}
