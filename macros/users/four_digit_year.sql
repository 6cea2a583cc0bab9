{#
    Year with four digits from '94, 1994, 14, 2014 or 2k14. Two digits mean the last such year that is
    at most `years_ahead` after the reference year: '14 is a future class, '94 a past one.
#}
{% macro four_digit_year(text, reference_year, years_ahead=0) -%}
case
    when length(replace({{ text }}, '2k', '20')) = 4
        then cast(replace({{ text }}, '2k', '20') as integer)
    when 2000 + cast({{ text }} as integer) <= {{ reference_year }} + {{ years_ahead }}
        then 2000 + cast({{ text }} as integer)
    else 1900 + cast({{ text }} as integer)
end
{%- endmacro %}
