{{ config(materialized=kept_table(), pre_hook=before_begin("{{ forget_files_not_kept() }}")) }}
-- depends_on: {{ ref('base_raw__files') }}
with

{{ parsed_records('age_profiles', 'account', 'account') }},

records_typed as (

    select
        *,
        {{ id_from_text('account.id') }} as user_id,
        {{ id_from_text('account.status.id') }} as tweet_id,
        -- A status that is text or a number looks like an object without id, except for its type.
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
        {{ time_problem('account.created_at') }} as time_problem,
        {{ time_problem('account.status.created_at') }} as tweet_time_problem,
        record_form,
        unreadable_values,
        seen_keys,
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
