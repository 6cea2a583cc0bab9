{{ config(materialized=kept_table(), pre_hook=before_begin("{{ forget_files_not_kept() }}")) }}
-- depends_on: {{ ref('base_twitter__files') }}
{%- set structure = dict(account_structure(), status={'id': 'VARCHAR', 'created_at': 'VARCHAR'}) %}
with

records as (

    {{ read_raw_records('mention_profiles') }}

),

records_parsed as (

    select
        *,
        -- Each line is a JSON object: the inspection of the files has seen to that, and has put
        -- whatever is none into base_twitter__rejected_segments.
        json_transform(line, '{{ tojson(structure) }}') as account

    from records
    -- Blank lines have no brace; to look for one is cheaper than to trim.
    where contains(line, '{')

),

-- Hashed before anything is stored, so that no block of the file ever holds the original.
records_masked as (

    select
        * replace (
            {{ without_personal_data('account', structure, 'account') }} as account
        )

    from records_parsed

),

final as (

    select
        file_path,
        record_number,
        place,
        cast(hash(line) >> 1 as bigint) as record_hash,
        {{ id_from_text('account.id') }} as account_id,
        account,
        case
            when account.id is null then 'account_id_missing'
            when {{ id_from_text('account.id') }} is null then 'account_id_unreadable'
        end as rejection_reason,
        case
            when {{ id_from_text('account.id') }} is null then {{ masked_excerpt('line') }}
        end as excerpt

    from records_masked

)

select * from final
