{#
    Length of active intervals, in minutes. It divides the day, so that no interval spans two days.
#}
{% macro uam_granule_minutes() -%}
    {{ return(whole_minutes('uam_granule_minutes', divides_day=true)) }}
{%- endmacro %}


{# Width of the histogram's bins, in active intervals (minutes, unless the granule is longer). #}
{% macro uam_bin_minutes() -%}
    {{ return(whole_minutes('uam_bin_minutes')) }}
{%- endmacro %}


{% macro whole_minutes(name, divides_day=false) -%}
    {% set value = var(name) %}
    {% set is_whole = value is integer and value is not boolean and value > 0 %}
    {% if not is_whole or (divides_day and 1440 % value) %}
        {{ stop_build(
            'The variable ' ~ name ~ ' must be a whole number of minutes, 1 or more'
            ~ (', that divides the 1440 of a day' if divides_day else '') ~ ', got: ' ~ value
        ) }}
    {% endif %}
    {{ return(value) }}
{%- endmacro %}
