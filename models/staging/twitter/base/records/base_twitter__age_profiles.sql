{{ config(materialized=kept_table(), pre_hook=before_begin("{{ forget_files_not_kept() }}")) }}
-- depends_on: {{ ref('base_twitter__files') }}
{%- set structure = dict(account_structure(), status=tweet_structure()) %}
with

records as (

    {{ read_raw_records('age_profiles') }}

),

records_parsed as (

    select
        *,
        cast(hash(line) >> 1 as bigint) as record_hash,
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

records_typed as (

    select
        *,
        {{ id_from_text('account.id') }} as user_id,
        {{ id_from_text('account.status.id') }} as tweet_id,
        -- A status that is text or a number looks like an object without id: only the type tells.
        case
            when account.status is null then false
            when account.status.id is not null then true
            else json_type(line, '$.status') = 'OBJECT'
        end as has_tweet

    from records_masked

),

final as (

    select
        file_path,
        record_number,
        place,
        record_hash,
        user_id,
        tweet_id,
        account,
        has_tweet,
        case
            when account.id is null then 'user_id_missing'
            when user_id is null then 'user_id_unreadable'
        end as rejection_reason,
        case
            when not has_tweet then null
            when account.status.id is null then 'tweet_id_missing'
            when tweet_id is null then 'tweet_id_unreadable'
            when user_id is null then 'user_unknown'
        end as tweet_rejection_reason,
        case
            when user_id is null or (has_tweet and tweet_id is null)
                then {{ masked_excerpt('line') }}
        end as excerpt

    from records_typed

)

select * from final
