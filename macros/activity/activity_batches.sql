{#
    Batches of the activity log. A batch is what one run reads: the files that are new since the
    last complete batch. Each row of the tables that later batches add to (`state`) has the number
    of the batch that last touched it; the last of these tables in a run, `int_activity_files__read`,
    lists the complete batches. So the next run finishes an interrupted one, and no
    event is lost or counted twice.

    State of earlier runs is read by name here: a `ref` to it would be circular.
#}
{% macro activity_state_tables() -%}
    {{ return([
        'int_activity_events__identified',
        'int_active_minutes__logged',
        'int_active_days__logged',
        'int_activity_files__read',
    ]) }}
{%- endmacro %}


{# The largest number in a column of a table of an earlier run; 0 without any. #}
{% macro activity_highest(schema, identifier, column) -%}
    {% set relation = earlier_table(schema, identifier) %}
    {% if relation is none %}
        {{ return(0) }}
    {% endif %}
    {% set found = run_query(
        'select coalesce(max(' ~ column ~ '), 0) as highest from ' ~ relation
    ) %}
    {{ return(found.columns[0].values()[0] | int) }}
{%- endmacro %}


{# The last complete batch. #}
{% macro activity_committed_batch() -%}
    {{ return(activity_highest('intermediate', 'int_activity_files__read', 'batch_id')) }}
{%- endmacro %}


{# The first batch of the current files; rows of earlier ones are void. None: no files. #}
{% macro activity_first_batch() -%}
    {% set first = activity_highest('staging', 'base_activity__files', 'first_batch_id') %}
    {{ return(first or none) }}
{%- endmacro %}


{# The batch that is being read: the oldest incomplete one; none when all are complete. #}
{% macro activity_open_batch() -%}
    {% set files = earlier_table('staging', 'base_activity__files') %}
    {% if files is none %}
        {{ return(none) }}
    {% endif %}
    {% set query %}
        select min(batch_id) as batch_id
        from {{ files }}
        where batch_id > {{ activity_committed_batch() }}
    {% endset %}
    {{ return(run_query(query).columns[0].values()[0]) }}
{%- endmacro %}


{# The open batch in SQL; NULL, which equals nothing, when there is none. #}
{% macro activity_open_batch_sql() -%}
    {%- set batch_id = activity_open_batch() -%}
    {{ return('null::integer' if batch_id is none else batch_id | string) }}
{%- endmacro %}


{#
    Batch number for new files: an interrupted batch includes them, unless a state table already
    has it.
#}
{% macro activity_next_batch() -%}
    {% set committed = activity_committed_batch() %}
    {% set last = [
        committed, activity_highest('staging', 'base_activity__files', 'batch_id')
    ] | max %}
    {% set applied = [] %}
    {% for name in activity_state_tables() %}
        {% do applied.append(activity_highest('intermediate', name, 'batch_id')) %}
    {% endfor %}
    {% if last > committed and applied | max <= committed %}
        {{ return(last) }}
    {% endif %}
    {{ return([last, applied | max] | max + 1) }}
{%- endmacro %}


{#
    First day that is still open: the newest event of all earlier batches minus the horizon. Later
    records of earlier days are counted, but not used. None while nothing was read.
#}
{% macro activity_open_since() -%}
    {% set files = earlier_table('intermediate', 'int_activity_files__read') %}
    {% set first = activity_first_batch() %}
    {% if files is none or first is none or var('activity_horizon_days') is none %}
        {{ return(none) }}
    {% endif %}
    {% set query %}
        select cast(max(latest_at) as date) - {{ var('activity_horizon_days') | int }} as open_since
        from {{ files }}
        where batch_id >= {{ first }}
    {% endset %}
    {% set open_since = run_query(query).columns[0].values()[0] %}
    {{ return(none if open_since is none else open_since | string | truncate(10, true, '')) }}
{%- endmacro %}


{# Before a state table is added to: deletes rows of files that are no longer in the log. #}
{% macro forget_void_batches() %}
    {% if execute and earlier_table(this.schema, this.identifier) is not none %}
        {% set first = activity_first_batch() %}
        delete from {{ this }}
        where {{ 'batch_id < ' ~ first if first else 'true' }}
    {% else %}
        select 1
    {% endif %}
{% endmacro %}
