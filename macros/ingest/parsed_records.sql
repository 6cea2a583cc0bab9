{#
    CTEs of the records of a JSON input, up to `records_masked`: each parsed into a column by the
    structure, with personal data hashed before anything is stored, so that no block of the file ever
    contains the original. `account` is the path of the profile in the record.
#}
{% macro parsed_records(input_name, column_name, account) -%}
{%- set structure = input_structure(input_name) -%}
{%- set fields = input_fields(input_name) -%}
records as (

    {{ read_raw_records(input_name) }}

),

records_parsed as (

    select
        *,
        cast(hash(line) >> 1 as bigint) as record_hash,
        -- Each line is a JSON object: the inspection of the files has put everything else into
        -- base_raw__rejected_segments.
        json_transform(line, '{{ tojson(readable_structure(structure)) }}') as {{ column_name }},
        {{ json_types(fields) }} as json_types

    from records
    -- Blank lines have no brace; searching for one is cheaper than trimming.
    where contains(line, '{')

),

records_united as (

    select * replace ({{ canonical_record(column_name, structure) }} as {{ column_name }})
    from records_parsed

),

records_described as (

    select
        *,
        {{ record_form(column_name, fields, var('inputs')[input_name].json.nested) }} as record_form

    from records_united

),

records_shaped as (

    select
        * exclude (json_types) replace (
            case
                when contains(record_form, '?')
                    then {{ record_of_right_shapes(column_name, structure, fields) }}
                else {{ column_name }}
            end as {{ column_name }}
        )

    from records_described

),

records_masked as (

    select
        * replace (
            {{ without_personal_data(column_name, structure, account) }} as {{ column_name }}
        ),
        {{ unreadable_values(fields) }} as unreadable_values,
        {{ keys_instead(input_name) }} as seen_keys

    from records_shaped

)
{%- endmacro %}


{# CTEs of the profiles of followed or mentioned accounts, usable or not. #}
{% macro account_records(input_name) -%}
{{ parsed_records(input_name, 'account', 'account') }},

final as (

    select
        file_path,
        record_number,
        place,
        record_hash,
        {{ id_from_text('account.id') }} as account_id,
        account,
        {{ time_problem('account.created_at') }} as time_problem,
        {{ time_problem('account.status.created_at') }} as tweet_time_problem,
        record_form,
        unreadable_values,
        seen_keys,
        case
            when account.id is null then 'account_id_missing'
            when {{ id_from_text('account.id') }} is null then 'account_id_unreadable'
        end as rejection_reason,
        case
            when {{ id_from_text('account.id') }} is null then {{ masked_excerpt('line') }}
        end as excerpt

    from records_masked

)
{%- endmacro %}
