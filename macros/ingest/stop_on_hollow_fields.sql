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

            {% for record_type, field in vital_fields(input_name) -%}
            {% set letter = form_letter(field) -%}
            select
                file_path,
                '{{ field.path }}' as field,
                count(*) as record_count,
                count(*) filter (where {{ letter }} = '-') as absent_count,
                count(*) filter (where {{ letter }} in ('1', '?')) as filled_count,
                count(*) filter (where {{ letter }} = '1') as readable_count,
                min(
                    list_filter(unreadable_values, lambda one: one.field = '{{ field.path }}')[1].example
                ) as example,
                min(array_to_string(seen_keys, ', ')) as seen_keys

            from {{ this }}
            where {{ is_usable(record_type) }}
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
