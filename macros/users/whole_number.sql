{#
    A whole number from digits ("21"), half words ("8teen") or English words from thirteen to
    fifty-nine, joined in any way; else NULL.
#}
{% macro whole_number(text) -%}
{%- set names = [
    'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'
] -%}
{%- for tens in ['twenty', 'thirty', 'forty', 'fifty'] -%}
    {%- for ones in [
        '', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'
    ] -%}
        {%- do names.append(tens ~ ones) -%}
    {%- endfor -%}
{%- endfor -%}
case
    when regexp_full_match({{ text }}, '[0-9]{1,4}') then try_cast({{ text }} as integer)
    when regexp_full_match({{ text }}, '[3-9]-?teen')
        then 10 + try_cast(left({{ text }}, 1) as integer)
    else 12 + cast(nullif(
        list_position(
            ['{{ names | join("', '") }}'],
            replace(regexp_replace({{ text }}, '[ -]', '', 'g'), 'ninteen', 'nineteen')
        ),
        0
    ) as integer)
end
{%- endmacro %}
