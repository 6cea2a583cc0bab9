{#
    At the end of a build: one line for each file with rejected records, each finding that results may
    suffer from, and the files that were left out. Nothing when all is well, and of tables that this
    build did not make.
#}
{% macro report_input_quality(results) %}
    {% if not execute or not is_running_models() %}
        {{ return('') }}
    {% endif %}
    {% set built = {} %}
    {% for result in results if result.status | string == 'success' %}
        {% do built.update({result.node.name: result.node.relation_name}) %}
    {% endfor %}
    {% set lines = [] %}
    {% if 'base_raw__files' in built %}
        {% do lines.extend(lines_of_left_out_files()) %}
    {% endif %}
    {% if 'fct_record_reconciliation' in built and 'stg_raw__rejected_records' in built %}
        {% do lines.extend(lines_of_rejected_records(
            built['fct_record_reconciliation'], built['stg_raw__rejected_records']
        )) %}
    {% endif %}
    {% if 'stg_activity__files' in built %}
        {% do lines.extend(lines_of_rejected_events(built['stg_activity__files'])) %}
    {% endif %}
    {% if 'fct_data_quality_findings' in built %}
        {% do lines.extend(lines_of_findings(built['fct_data_quality_findings'])) %}
    {% endif %}
    {% for line in lines %}
        {% do log('plumage: ' ~ line, info=true) %}
    {% endfor %}
    {{ return('') }}
{% endmacro %}


{# Files of the raw folder that hold data, by their names, and were not read: one line for all. #}
{% macro lines_of_left_out_files() %}
    {% set paths = run_query(
        'select unnest(plumage_left_out_files(' ~ text_literal(raw_folder()) ~ ', '
        ~ text_literal(activity_folder()) ~ '))'
    ).columns[0].values() | list if target.type == 'duckdb' else [] %}
    {% if not paths %}
        {{ return([]) }}
    {% endif %}
    {{ return([
        'not read, by their names or places, in ' ~ raw_folder() ~ ': ' ~ (paths[:12] | join(', '))
        ~ (' and ' ~ (paths | length - 12) ~ ' more' if paths | length > 12 else '')
        ~ '. Files are called <name>[-anything].json, .jsonl or .csv, plain or .gz, and are in the'
        ~ ' folder or one level below; names: ' ~ (raw_input_names() | join(', ')) ~ '.'
    ]) }}
{% endmacro %}


{% macro lines_of_rejected_records(reconciliation, rejected_records) %}
    {% set query %}
        select
            counted.file_path,
            counted.rejected_count,
            counted.read_count,
            counted.record_type,
            reasons.common_reason,
            plumage_format_advice(reasons.common_reason) as advice
        from {{ reconciliation }} as counted
        left join (
            select
                file_path,
                record_type,
                mode(reason order by reason) as common_reason
            from {{ rejected_records }}
            where not {{ is_stream_notice('reason') }}
            group by file_path, record_type
        ) as reasons
            on
                counted.file_path = reasons.file_path
                and counted.record_type = reasons.record_type
        where counted.rejected_count > 0
        order by counted.file_path, counted.record_type
    {% endset %}
    {{ return(lines_of_rejects(run_query(query).rows, 'staging.stg_raw__rejected_records')) }}
{% endmacro %}


{% macro lines_of_rejected_events(files) %}
    {% set query %}
        select file_path, rejected_count, record_count, 'event' as record_type, common_reason, null as advice
        from {{ files }}
        where rejected_count > 0
        order by file_path
    {% endset %}
    {{ return(lines_of_rejects(run_query(query).rows, 'staging.stg_activity__rejected_records')) }}
{% endmacro %}


{% macro lines_of_rejects(rows, table) %}
    {% set lines = [] %}
    {% for path, rejected_count, read_count, record_type, reason, advice in rows[:8] %}
        {% set remedy = advice or rejection_remedy(reason, is_of_log=record_type == 'event') %}
        {% do lines.append(
            'rejected: ' ~ rejected_count ~ ' of ' ~ read_count ~ ' (' ~ record_type ~ ') in ' ~ path
            ~ (', most often ' ~ reason if reason else '') ~ (': ' ~ remedy if remedy else '')
        ) %}
    {% endfor %}
    {% if rows | length > 8 %}
        {% do lines.append('rejected: and records of ' ~ (rows | length - 8) ~ ' more, see ' ~ table) %}
    {% endif %}
    {{ return(lines) }}
{% endmacro %}


{# Findings with severity `warning`; rejected records have their own lines. #}
{% macro lines_of_findings(findings) %}
    {% set query %}
        select rule_id, entity, finding_count, row_count, examples, description
        from {{ findings }}
        where severity = 'warning' and rule_id != 'record_rejected'
        order by rule_id, entity
    {% endset %}
    {% set lines = [] %}
    {% for rule_id, entity, finding_count, row_count, examples, description in run_query(query).rows %}
        {% set share = finding_count ~ ' of ' ~ row_count %}
        {% do lines.append('finding: ' ~ (
            share ~ ' stated ages lie between ' ~ examples ~ ': years of birth? Write ages in years'
            ~ ' into ages_train.csv'
            if rule_id == 'label_year_of_birth'
            else rule_id ~ ', ' ~ share ~ ' (' ~ entity ~ '): ' ~ description
        )) %}
    {% endfor %}
    {{ return(lines) }}
{% endmacro %}
