{#
    A time as TIMESTAMP in UTC, from any of the forms in docs/inputs.md; NULL when it is unreadable. A
    time without a zone is taken as UTC; `time_problem` names such times.
#}
{% macro time_from_text(expression) -%}
    {{ return(adapter.dispatch('time_from_text', 'plumage')(expression)) }}
{%- endmacro %}


{# DuckDB parses there too, in Spark's workers (python/plumage/spark/functions.py). #}
{% macro spark__time_from_text(expression) -%}
    plumage_time_from_text({{ expression }})
{%- endmacro %}


{#
    The platform's own form is tried first, since it is the fastest. Lambdas name values that are used
    several times.
#}
{% macro default__time_from_text(expression) -%}
    coalesce(
        timezone('UTC', try_strptime({{ expression }}, '%a %b %d %H:%M:%S %z %Y')),
        list_transform(
            [{{ unwrapped_text(expression) }}],
            lambda stated: list_transform(
                [{{ number_from_text('stated') }}],
                lambda number: list_transform(
                    [{{ time_parts('if(number is null, stated, null)') }}],
                    lambda parts: list_transform(
                        [if(
                            number is not null,
                            {{ microseconds_from_number('number') }},
                            {{ microseconds_from_parts('parts') }}
                        )],
                        lambda microseconds: {{ time_from_microseconds('microseconds', 'parts') }}
                    )[1]
                )[1]
            )[1]
        )[1]
    )
{%- endmacro %}


{#
    What a stated time lacks, as the id of a finding: `time_unreadable`, `time_without_zone`. NULL
    when it lacks nothing, or when no time is stated.
    Only for base models, whose SQL DuckDB runs in Spark's workers, too.
#}
{% macro time_problem(expression) -%}
    case
        when coalesce(trim({{ expression }}), '') = '' then null
        when {{ default__time_from_text(expression) }} is null then 'time_unreadable'
        when {{ has_no_zone(expression) }} then 'time_without_zone'
    end
{%- endmacro %}


{# Whether a stated time ends with its clock, or with a year after that. #}
{% macro has_no_zone(expression) -%}
    regexp_matches(
        {{ expression }},
        '(\d[Tt: ]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?( \d{4})?|\d{8}[Tt ]\d{4}(\d{2}([.,]\d+)?)?)[\s\]"}]*$'
    )
{%- endmacro %}


{#
    A value without surrounding blanks and quotes, and without MongoDB's wrapping
    (`{"$date": "..."}`, `{"$oid": "..."}`, `{"$numberLong": "..."}`).
#}
{% macro unwrapped_text(expression) -%}
    case
        when regexp_matches({{ expression }}, '^\s*\{\s*"\$')
            then regexp_replace(
                {{ expression }},
                '^[\s{]*"\$(?:date|oid|number[A-Z][a-z]+)"[\s:{]*(?:"\$numberLong"[\s:]*)?'
                || '"?([^"{}]*?)"?[\s}]*$',
                '\1'
            )
        else trim({{ expression }}, ' "' || chr(9) || chr(10) || chr(13) || chr(160))
    end
{%- endmacro %}


{#
    A number since 1970 from text, with any fraction; NULL when the text is not a number. Digits after
    the ninth are cut off: rounding could carry into the next minute. In scientific notation it needs
    seven digits: spreadsheets round to six (`is_rounded_number`).

    In two parts: a cast of text to a decimal of more than 18 digits takes 30 microseconds.
#}
{% macro number_from_text(expression) -%}
    case
        when regexp_full_match({{ expression }}, '-?[0-9]{1,19}(\.[0-9]+)?')
            then cast(
                try_cast(regexp_extract({{ expression }}, '^-?[0-9]+') as hugeint)
                as decimal(28, 9)
            ) + if(starts_with({{ expression }}, '-'), -1, 1) * coalesce(
                try_cast(regexp_extract({{ expression }}, '\.[0-9]{1,9}') as decimal(10, 9)), 0
            )
        when regexp_full_match({{ expression }}, '[0-9][.,][0-9]{6,}[eE]\+?[0-9]{1,2}')
            then try_cast(replace({{ expression }}, ',', '.') as decimal(28, 9))
    end
{%- endmacro %}


{# Whether a text is a number as spreadsheets show long ones: `1.70929E+12`. #}
{% macro is_rounded_number(expression) -%}
    regexp_full_match({{ expression }}, '[0-9]([.,][0-9]{1,5})?[eE]\+?[0-9]{1,3}')
{%- endmacro %}


{#
    Microseconds since 1970 of a number in a unit. With `auto`, numbers below 100,000,000,000 are
    seconds (up to the year 5138; as milliseconds they would end in March 1973), those below 1,000 and
    1,000,000 times that are milliseconds and microseconds, and larger ones nanoseconds.
#}
{% macro microseconds_from_number(number, unit='auto', is_whole=false) -%}
    {%- if unit == 'auto' -%}
    case
        when {{ number }} < 100000000000 then {{ scaled_number(number, 1000000, is_whole) }}
        when {{ number }} < 100000000000000 then {{ scaled_number(number, 1000, is_whole) }}
        when {{ number }} < 100000000000000000 then {{ scaled_number(number, 1, is_whole) }}
        else {{ scaled_number(number, 1, is_whole) }} // 1000
    end
    {%- elif unit == 'ns' -%}
    {{ scaled_number(number, 1, is_whole) }} // 1000
    {%- else -%}
    {{ scaled_number(number, {'s': 1000000, 'ms': 1000}.get(unit, 1), is_whole) }}
    {%- endif -%}
{%- endmacro %}


{# A number times a factor, cut off to BIGINT; beyond its range clamped, so that it stays too large. #}
{% macro scaled_number(number, factor, is_whole) -%}
    {%- set limit = 9000000000000000000 // factor -%}
    {%- set scaled = 'greatest(least(' ~ number ~ ', ' ~ limit ~ '), -' ~ limit ~ ') * ' ~ factor -%}
    cast({{ scaled if is_whole else 'floor(' ~ scaled ~ ')' }} as bigint)
{%- endmacro %}


{#
    Parts of a time with a date, as a struct; all empty when the text is in none of the forms. A word
    after an offset (`+0000 UTC`, `[Europe/Berlin]`) adds nothing; alone it is no zone, since most
    abbreviations have several meanings.
#}
{% macro time_parts(expression) -%}
    regexp_extract(
        {{ time_in_order(expression) }},
        '^(\d{4}-\d{2}-\d{2}|\d{1,2} [A-Za-z]{3} \d{4})[Tt ](\d{2}:\d{2})(?::?(\d{2})(?:[.,](\d+))?)?'
        || '(?: ?((?i:Z|UTC|GMT|UT)|[+-]\d{2}(?::?\d{2})?)'
        || '(?: ?\[[\w/+-]+\]| \(?[A-Za-z]{2,5}\)?| [+-]\d{2,4})?(?: m=[+-][\d.]+)?)?$',
        ['day', 'clock', 'second', 'fraction', 'zone']
    )
{%- endmacro %}


{#
    A time as `2020-05-14T01:38...` or `14 May 2020 01:38...`: dates with other separators or none,
    of mails and access logs (day first), and of the platform and C (month first, year last).
#}
{% macro time_in_order(expression) -%}
    {%- set weekday = '(?:(?i:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?' -%}
    case
        when {{ expression }}[5] = '-' and {{ expression }}[14] = ':' then {{ expression }}
        when regexp_matches({{ expression }}, '^\d{4}')
            then regexp_replace(
                {{ expression }},
                '^(\d{4})[-/]?(\d{2})[-/]?(\d{2})[Tt ](\d{2}):?(\d{2})',
                '\1-\2-\3T\4:\5'
            )
        else regexp_replace(
            regexp_replace(
                {{ expression }},
                '^\[?{{ weekday }}(\d{1,2})[ /-]([A-Za-z]{3})[ /-](\d{4})[ :](\d{2}:[^\]]*)\]?$',
                '\1 \2 \3 \4'
            ),
            '^{{ weekday }}([A-Za-z]{3}) +(\d{1,2}) (\d{2}:[\d:.]+ ?\S*) (\d{4})$',
            '\2 \1 \4 \3'
        )
    end
{%- endmacro %}


{#
    The date and clock of parts, as TIMESTAMP to the second. A leap second counts as the last second
    of its minute: :60 is read as :59, and `is_no_leap_second` checks whether it can be one.
#}
{% macro local_time(parts) -%}
    try_strptime(
        {{ parts }}.day || ' ' || {{ parts }}.clock || ':' || case {{ parts }}.second
            when '' then '00' when '60' then '59' else {{ parts }}.second
        end,
        ['%Y-%m-%d %H:%M:%S', '%d %b %Y %H:%M:%S']
    )
{%- endmacro %}


{# Microseconds that parts are ahead of UTC; NULL without a zone, and when there is no such offset. #}
{% macro zone_offset(parts) -%}
    {%- set digits = "replace(substring(" ~ parts ~ ".zone, 2), ':', '')" -%}
    {%- set hours = "try_cast(substring(" ~ digits ~ ", 1, 2) as bigint)" -%}
    {%- set minutes = "coalesce(try_cast(substring(" ~ digits ~ ", 3) as bigint), 0)" -%}
    case
        when regexp_matches({{ parts }}.zone, '^[A-Za-z]') then 0
        when {{ parts }}.zone != '' and {{ hours }} <= 15 and {{ minutes }} < 60
            then if(starts_with({{ parts }}.zone, '-'), -60000000, 60000000)
                * ({{ hours }} * 60 + {{ minutes }})
    end
{%- endmacro %}


{# Microseconds of the fraction of a second; digits after the sixth are cut off. #}
{% macro fraction_microseconds(parts) -%}
    coalesce(try_cast(rpad(left({{ parts }}.fraction, 6), 6, '0') as bigint), 0)
{%- endmacro %}


{# Microseconds since 1970 of parts, without a zone in UTC. #}
{% macro microseconds_from_parts(parts) -%}
    epoch_us({{ local_time(parts) }})
    - if({{ parts }}.zone = '', 0, {{ zone_offset(parts) }})
    + {{ fraction_microseconds(parts) }}
{%- endmacro %}


{# The time at microseconds since 1970; NULL beyond the year 9999, and in a second that never was. #}
{% macro time_from_microseconds(microseconds, parts) -%}
    case
        when
            {{ microseconds }} between epoch_us(timestamp '0001-01-01')
            and epoch_us(timestamp '9999-12-31')
            and not coalesce({{ is_no_leap_second(parts, microseconds) }}, false)
            then make_timestamp({{ microseconds }})
    end
{%- endmacro %}


{# Leap seconds are at the end of 30 June or 31 December in UTC (ITU-R TF.460). #}
{% macro is_no_leap_second(parts, microseconds) -%}
    {{ parts }}.second = '60'
    and strftime(make_timestamp({{ microseconds }}), '%m-%d %H:%M')
    not in ('06-30 23:59', '12-31 23:59')
{%- endmacro %}
