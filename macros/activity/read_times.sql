{# Latest plausible time: the start of the run plus the allowed clock skew. #}
{% macro latest_activity_time() -%}
    {%- set latest = run_started_at
        + modules.datetime.timedelta(seconds=var('activity_clock_skew_seconds') | int) -%}
    timestamp '{{ latest.strftime("%Y-%m-%d %H:%M:%S") }}'
{%- endmacro %}


{# The unit of numeric times, from `activity_time_unit`. #}
{% macro activity_time_unit() -%}
    {{ return(var('activity_time_unit') | string) }}
{%- endmacro %}


{# Microseconds since 1970 of a number in that unit. #}
{% macro activity_microseconds(number, is_whole=false) -%}
    {%- set unit = activity_time_unit() -%}
    {{ 'null::bigint' if unit == 'iso' else microseconds_from_number(number, unit, is_whole) }}
{%- endmacro %}


{# Whether that unit has a finer one, in which numbers may be meant. #}
{% macro has_finer_unit() -%}
    {{ return('true' if activity_time_unit() in ['s', 'ms', 'us'] else 'false') }}
{%- endmacro %}


{# Microseconds since 1970 on the clock of `activity_zone`; NULL when the time has a zone. #}
{% macro local_microseconds(parts) -%}
    {%- if var('activity_zone') -%}
    case
        when {{ parts }}.zone = '' and {{ parts }}.day != ''
            then epoch_us({{ local_time(parts) }}) + {{ fraction_microseconds(parts) }}
    end
    {%- else -%}
    null::bigint
    {%- endif -%}
{%- endmacro %}


{# What that clock shows at an instant; both in microseconds since 1970. #}
{% macro wall_clock(microseconds) -%}
    epoch_us(
        timezone({{ text_literal(var('activity_zone') or 'UTC') }}, make_timestamptz({{ microseconds }}))
    )
{%- endmacro %}


{#
    Instant at which it shows a time, by its offset a day before (`side` -1) or after (1): no zone
    changes its clock twice within two days.
#}
{% macro instant_by_offset(local_us, side) -%}
    {%- if (var('activity_zone') or 'UTC') in ['UTC', 'Etc/UTC'] -%}
    {{ local_us }}
    {%- else -%}
    {%- set probe = '(' ~ local_us ~ (' - ' if side < 0 else ' + ') ~ '86400000000)' -%}
    {{ local_us }} - ({{ wall_clock(probe) }} - {{ probe }})
    {%- endif -%}
{%- endmacro %}


{#
    Which of the two counts: where the clock changes, the offset before the change. So of a time that
    the clock shows twice the first counts, and one that it skips is moved forward by the gap.
#}
{% macro instant_of_wall_clock(local_us, before_us, after_us) -%}
    case
        when {{ before_us }} = {{ after_us }} then {{ before_us }}
        when {{ wall_clock(before_us) }} = {{ local_us }} then {{ before_us }}
        when {{ wall_clock(after_us) }} = {{ local_us }} then {{ after_us }}
        else {{ before_us }}
    end
{%- endmacro %}


{# Whether the clock shows a time twice, or skips it. #}
{% macro is_at_clock_change(local_us, before_us, after_us) -%}
    case
        when {{ before_us }} != {{ after_us }}
            then
                ({{ wall_clock(before_us) }} = {{ local_us }})
                = ({{ wall_clock(after_us) }} = {{ local_us }})
        else false
    end
{%- endmacro %}
