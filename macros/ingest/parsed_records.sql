{#
    CTEs of the records of a JSON input, up to `records_masked`: each parsed into a column by the
    structure, with personal data hashed before anything is stored, so that no block of the file ever
    contains the original. `account` is the path of the profile in the record.
#}
{% macro parsed_records(input_name, column_name, account) -%}
{%- set structure = input_structure(input_name) -%}
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
        {{ record_form(input_name) }} as record_form

    from records
    -- Blank lines have no brace; searching for one is cheaper than trimming.
    where contains(line, '{')

),

records_united as (

    select * replace ({{ canonical_record(column_name, structure) }} as {{ column_name }})
    from records_parsed

),

records_shaped as (

    select
        * replace (
            case
                when {{ is_well_shaped('record_form', input_name) }} then {{ column_name }}
                else {{ record_of_right_shapes(column_name, structure, input_name, 'record_form') }}
            end as {{ column_name }}
        )

    from records_united

),

records_masked as (

    select
        * replace (
            {{ without_personal_data(column_name, structure, account) }} as {{ column_name }}
        ),
        case
            when {{ lacks_vital_field(input_name) }} then {{ keys_of_record(input_name) }}
        end as seen_keys

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
