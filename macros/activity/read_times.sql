{# Latest plausible time: the start of the run plus the allowed clock skew. #}
{% macro latest_activity_time() -%}
    {%- set latest = run_started_at
        + modules.datetime.timedelta(seconds=var('activity_clock_skew_seconds')) -%}
    timestamp '{{ latest.strftime("%Y-%m-%d %H:%M:%S") }}'
{%- endmacro %}


{#
    Seconds or milliseconds since 1970, with any fraction, from text; NULL when the text is not a
    number. Digits after the ninth are cut off: rounding could carry into the next minute.
#}
{% macro number_from_text(expression) -%}
    case
        when regexp_full_match({{ expression }}, '-?[0-9]{1,19}(\.[0-9]+)?')
            then cast(
                regexp_extract({{ expression }}, '^-?[0-9]+(\.[0-9]{1,9})?') as decimal(28, 9)
            )
    end
{%- endmacro %}


{#
    Microseconds since 1970 of a number, in the unit of `activity_time_unit`. Without a unit, numbers
    below 100,000,000,000 are seconds (up to the year 5138; as milliseconds they would end in March
    1973). Numbers beyond the range of BIGINT are clamped: they are rejected as future or before
    1970 all the same.
#}
{% macro microseconds_from_number(number, is_whole) -%}
    {%- set unit = var('activity_time_unit') -%}
    {%- set seconds = 'greatest(least(' ~ number ~ ', 9000000000000), -9000000000000) * 1000000' -%}
    {%- set milliseconds =
        'greatest(least(' ~ number ~ ', 9000000000000000), -9000000000000000) * 1000' -%}
    {%- if unit == 'auto' -%}
        {%- set found = 'case when ' ~ number ~ ' < 100000000000 then ' ~ seconds ~ ' else '
            ~ milliseconds ~ ' end' -%}
    {%- elif unit in ('s', 'ms') -%}
        {%- set found = seconds if unit == 's' else milliseconds -%}
    {%- elif unit == 'iso' -%}
        {%- set found = 'null' -%}
    {%- else -%}
        {{ stop_build(
            'The variable activity_time_unit must be auto, s, ms or iso, got: ' ~ unit
        ) }}
    {%- endif -%}
    cast({{ found if is_whole else 'floor(' ~ found ~ ')' }} as bigint)
{%- endmacro %}


{# Groups of an ISO 8601 time, as a struct; all empty when the text is not one. #}
{% macro iso_time_parts(expression) -%}
    regexp_extract(
        {{ expression }},
        '^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?'
        || '(Z|z|UTC|[+-]\d{2}(?::?\d{2})?)?$',
        ['day', 'clock', 'second', 'fraction', 'zone']
    )
{%- endmacro %}


{#
    Microseconds since 1970 of those groups. A leap second counts as the last second of its minute:
    :60 is read as :59, and `is_no_leap_second` checks whether it can be one.
#}
{% macro microseconds_from_iso(parts) -%}
    {%- set local = "try_strptime(" ~ parts ~ ".day || ' ' || " ~ parts ~ ".clock || ':' || case "
        ~ parts ~ ".second when '' then '00' when '60' then '59' else " ~ parts
        ~ ".second end, '%Y-%m-%d %H:%M:%S')" -%}
    {%- set digits = "replace(substring(" ~ parts ~ ".zone, 2), ':', '')" -%}
    case
        when {{ parts }}.zone in ('Z', 'z', 'UTC') then epoch_us({{ local }})
        when {{ parts }}.zone = ''
            then {{ "epoch_us(timezone(" ~ text_literal(var('activity_zone')) ~ ", " ~ local ~ "))"
                if var('activity_zone') else 'null' }}
        when try_cast(substring({{ digits }}, 1, 2) as integer) <= 15
            and coalesce(try_cast(nullif(substring({{ digits }}, 3), '') as integer), 0) < 60
            then
                epoch_us({{ local }})
                - if(starts_with({{ parts }}.zone, '-'), -1, 1) * 60000000 * (
                    try_cast(substring({{ digits }}, 1, 2) as bigint) * 60
                    + coalesce(try_cast(nullif(substring({{ digits }}, 3), '') as bigint), 0)
                )
    end
    + coalesce(try_cast(rpad(left({{ parts }}.fraction, 6), 6, '0') as bigint), 0)
{%- endmacro %}


{# Leap seconds are at the end of 30 June or 31 December in UTC (ITU-R TF.460). #}
{% macro is_no_leap_second(parts, microseconds) -%}
    {{ parts }}.second = '60'
    and strftime(make_timestamp({{ microseconds }}), '%m-%d %H:%M')
        not in ('06-30 23:59', '12-31 23:59')
{%- endmacro %}
