{#
    Condition for the minutes that the open batch can touch, as a literal, so that the engine skips
    all older row groups: the cost of a batch must not grow with the history. `true` when the
    table is created.
#}
{% macro activity_batch_rows(column) -%}
    {% set day = activity_batch_first_day() if execute and is_incremental() else none %}
    {{ return(from_day_on(column, day)) }}
{%- endmacro %}


{# The earliest day that the open batch adds to or takes from; none when it has no event. #}
{% macro activity_batch_first_day() -%}
    {% set files = earlier_table('staging', 'stg_activity__files') %}
    {% set identified = earlier_table('intermediate', 'int_activity_events__identified') %}
    {% set batch_id = activity_open_batch() %}
    {% if batch_id is none or files is none or identified is none %}
        {{ return(none) }}
    {% endif %}
    {% set query %}
        select cast(least(
            (select min(earliest_at) from {{ files }}),
            (select min(earlier_occurred_at) from {{ identified }} where batch_id = {{ batch_id }})
        ) as date) as first_day
    {% endset %}
    {% set day = run_query(query).columns[0].values()[0] %}
    {{ return(none if day is none else day | string | truncate(10, true, '')) }}
{%- endmacro %}


{# A condition on a column of days or times; true without a day. #}
{% macro from_day_on(column, day) -%}
    {{ return(column ~ " >= date '" ~ day ~ "'" if day else 'true') }}
{%- endmacro %}


{# False when a state table already has the batch: a run that finishes it adds nothing twice. #}
{% macro batch_is_new_here(batch_id) -%}
    {%- if is_incremental() -%}
    not exists (select 1 from {{ this }} as taken where taken.batch_id >= {{ batch_id }})
    {%- else -%}
    true
    {%- endif -%}
{%- endmacro %}
