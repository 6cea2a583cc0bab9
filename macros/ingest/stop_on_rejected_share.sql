{#
    Ends the build when too many records of a file cannot be read; notices of a stream are none. Not
    for ages_test: predict.py names its lines, and nothing trains on them.
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

        reasons_counted as (

            select
                file_path,
                rejection_reason,
                count(*) as record_count

            from reasons
            group by file_path, rejection_reason

        ),

        files_counted as (

            select
                file_path,
                count(*) filter (where rejection_reason is null) as usable_count,
                count(*) filter (where {{ is_stream_notice('rejection_reason') }}) as notice_count,
                mode(nullif(rejection_reason, 'stream_notice') order by rejection_reason)
                    as common_reason

            from reasons
            group by file_path

        ),

        shares as (

            select
                files.file_path,
                files.file_order,
                files.record_count - coalesce(files_counted.notice_count, 0) as record_count,
                files.record_count
                - coalesce(files_counted.notice_count + files_counted.usable_count, 0)
                    as lost_count,
                files_counted.common_reason,
                reasons_counted.record_count as common_count,
                plumage_format_advice(files_counted.common_reason) as advice

            from {{ files }} as files
            left join files_counted
                on files.file_path = files_counted.file_path
            left join reasons_counted
                on
                    files_counted.file_path = reasons_counted.file_path
                    and files_counted.common_reason = reasons_counted.rejection_reason
            where
                files.input_name = '{{ this.name.split('__')[1] }}'
                and not files.is_repeated_content

        )

        select
            file_path || ': ' || lost_count || ' of ' || record_count
            || case
                when advice is null then coalesce(', most often ' || common_reason, '')
                when common_count = lost_count then ' records are ' || advice || '.'
                else ' records, ' || common_count || ' of which are ' || advice || '.'
            end as complaint,
            common_reason,
            advice is null as can_be_fixed

        from shares
        where lost_count > {{ var('max_rejected_share') }} * record_count
        order by file_order
    {% endset %}
    {% set found = run_query(query).rows %}
    {% set complaints = [] %}
    {% for complaint, reason, can_be_fixed in found %}
        {% set remedy = rejection_remedy(reason) %}
        {% do complaints.append(complaint ~ (': ' ~ remedy if remedy else '')) %}
    {% endfor %}
    {% if complaints %}
        {{ stop_build(
            'Too many records cannot be read in ' ~ raw_folder() ~ ':\n- '
            ~ (complaints | join('\n- '))
            ~ '\nThe variable max_rejected_share (now ' ~ var('max_rejected_share')
            ~ ') sets the limit; PLUMAGE_RAW_DIR names the folder.'
            ~ (rejects_hint() if found | selectattr(2) | list else '')
        ) }}
    {% endif %}
    {{ return('') }}
{% endmacro %}


{# How to fix records one by one, which helps where they are damaged, not in another format. #}
{% macro rejects_hint() -%}
    {{ return(
        '\nTo see and fix them: dbt build'
        ~ " -s +stg_raw__rejected_records --vars '{max_rejected_share: 1}', then"
        ~ ' plumage rejects export FOLDER.'
    ) }}
{%- endmacro %}
