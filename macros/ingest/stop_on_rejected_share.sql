{#
    Ends the build when too many records of a file cannot be read. Not for ages_test: predict.py
    names its lines, and nothing trains on them.
#}
{% macro stop_on_rejected_share() %}
    {#- First, so that dbt sees the dependency when it parses. -#}
    {% set files = ref('base_raw__files') %}
    {% set segments = ref('base_raw__rejected_segments') %}
    {% if not execute or this.name == 'base_twitter__ages_test' %}
        {{ return('') }}
    {% endif %}
    {% set query %}
        with

        reasons as (

            select file_path, rejection_reason from {{ this }}
            union all
            select file_path, rejection_reason from {{ segments }}

        ),

        usable_records as (

            select
                file_path,
                count(*) filter (where rejection_reason is null) as usable_count,
                mode(rejection_reason order by rejection_reason) as common_reason

            from reasons
            group by file_path

        )

        select
            files.file_path
            || ': ' || files.record_count - coalesce(usable_records.usable_count, 0)
            || ' of ' || files.record_count
            || coalesce(', most often ' || usable_records.common_reason, '') as complaint,
            usable_records.common_reason

        from {{ files }} as files
        left join usable_records
            on files.file_path = usable_records.file_path
        where
            files.input_name = '{{ this.name.split('__')[1] }}'
            and not files.is_repeated_content
            and files.record_count - coalesce(usable_records.usable_count, 0)
            > {{ var('max_rejected_share') }} * files.record_count
        order by files.file_order
    {% endset %}
    {% set complaints = [] %}
    {% for complaint, reason in run_query(query).rows %}
        {% set remedy = rejection_remedy(reason) %}
        {% do complaints.append(complaint ~ (': ' ~ remedy if remedy else '')) %}
    {% endfor %}
    {% if complaints %}
        {{ stop_build(
            'Too many records cannot be read in ' ~ raw_folder() ~ ':\n- '
            ~ (complaints | join('\n- '))
            ~ '\nThe variable max_rejected_share (now ' ~ var('max_rejected_share')
            ~ ') sets the limit; PLUMAGE_RAW_DIR names the folder.\nTo see and fix them: dbt build'
            ~ " -s +stg_raw__rejected_records --vars '{max_rejected_share: 1}', then"
            ~ ' plumage rejects export FOLDER.'
        ) }}
    {% endif %}
    {{ return('') }}
{% endmacro %}
