{#
    Ends the build when hardly any record of a file gives a field that it cannot do without, or when
    hardly any value of it can be read: such records look right and say nothing. Keys that are there
    but empty do not end it.
#}
{% macro stop_on_hollow_fields() %}
    {#- First, so that dbt sees the dependency when it parses. -#}
    {% set files = ref('base_raw__files') %}
    {% set input_name = this.name.split('__')[1] %}
    {% if not execute or not var('stop_on_hollow_fields') or not var('inputs')[input_name].json %}
        {{ return('') }}
    {% endif %}
    {% set query %}
        with

        fields as (

            {% for field in vital_fields(input_name) -%}
            {% set value = var('inputs')[input_name].json.column ~ '.' ~ field -%}
            {% set kind = value_kind(field.split('.') | last, 'VARCHAR') -%}
            {% set time_problem = 'tweet_time_problem' if '.' in field else 'time_problem' -%}
            select
                file_path,
                '{{ field }}' as field,
                count(*) as record_count,
                count(*) filter (
                    where
                        {{ value }} is null
                        and substring(record_form, {{ field_place(input_name, field) }}, 1) = '-'
                ) as absent_count,
                count(*) filter (
                    where
                        {{ is_filled(value, kind) }}
                        or {{ is_misshapen('record_form', input_name, {'name': field, 'kind': kind}) }}
                ) as filled_count,
                count(*) filter (
                    where {{ is_filled(value, kind) }}
                    {%- if kind == 'time' %}
                    and {{ time_problem }} is distinct from 'time_unreadable'
                    {%- endif %}
                ) as readable_count,
                {{ example_unreadable(value, kind, time_problem) }} as example,
                min(array_to_string(seen_keys, ', ')) as seen_keys

            from {{ this }}
            where {{ record_condition(input_name, field) }}
            group by file_path
            {{ 'union all' if not loop.last }}
            {% endfor %}

        )

        select
            fields.file_path || ': '
            || case
                when fields.absent_count >= (1 - {{ var('max_hollow_share') }}) * fields.record_count
                    then
                        'no ' || fields.field || ' in ' || fields.absent_count || ' of ' || fields.record_count || ' records'
                        || coalesce('; they have: ' || seen_keys, '')
                else
                    fields.field || ' cannot be read in ' || fields.filled_count - fields.readable_count || ' of '
                    || fields.filled_count || ' records'
                    || coalesce(', such as ' || fields.example || ' (letters as a, digits as 0)', '')
            end as complaint

        from fields
        inner join {{ files }} as files
            on fields.file_path = files.file_path
        where
            fields.absent_count >= (1 - {{ var('max_hollow_share') }}) * fields.record_count
            or (
                fields.filled_count > 0
                and fields.readable_count <= {{ var('max_hollow_share') }} * fields.filled_count
            )
        order by files.file_order, fields.field
    {% endset %}
    {% set complaints = run_query(query).columns[0].values() | list %}
    {% if complaints %}
        {{ stop_build(
            'Records in ' ~ raw_folder() ~ ' do not say what they must:\n- ' ~ (complaints | join('\n- '))
            ~ '\nName the fields as the Twitter API v1.1 does, and write times as it does or by ISO'
            ~ ' 8601: docs/inputs.md lists what is read. To build without these fields all the same:'
            ~ " --vars '{stop_on_hollow_fields: false}'."
        ) }}
    {% endif %}
    {{ return('') }}
{% endmacro %}


{# Condition that a record, or its nested one that has the field, is usable. #}
{% macro record_condition(input_name, field) -%}
    {%- set nested = var('inputs')[input_name].json.nested or '' -%}
    {%- set place = 1 if nested and field.startswith(nested ~ '.') else 0 -%}
    {%- set record = var('inputs')[input_name].records[place] -%}
    {{ record.get('present', 'true') }} and {{ record.get('rejected', 'rejection_reason') }} is null
{%- endmacro %}
