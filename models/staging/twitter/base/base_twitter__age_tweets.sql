{{ config(materialized=kept_table(), pre_hook=before_begin("{{ forget_files_not_kept() }}")) }}
-- depends_on: {{ ref('base_raw__files') }}
with

{{ parsed_records('age_tweets', 'tweet', 'tweet.user') }},

records_typed as (

    select
        *,
        {{ id_from_text('tweet.id') }} as tweet_id,
        {{ id_from_text('tweet.user.id') }} as user_id,
        -- A user that is text or a number looks like an object without id, except for its type.
        case
            when tweet.user is null then false
            when tweet.user.id is not null then true
            else json_type(line, '$.user') = 'OBJECT'
        end as has_account

    from records_masked

),

final as (

    select
        file_path,
        record_number,
        place,
        record_hash,
        tweet_id,
        user_id,
        tweet,
        has_account,
        {{ time_problem('tweet.created_at') }} as time_problem,
        {{ time_problem('tweet.user.created_at') }} as account_time_problem,
        record_form,
        unreadable_values,
        seen_keys,
        case
            when tweet.id is null then 'tweet_id_missing'
            when tweet_id is null then 'tweet_id_unreadable'
            when not has_account or tweet.user.id is null then 'user_missing'
            when user_id is null then 'user_id_unreadable'
        end as rejection_reason,
        case
            when not has_account then null
            when tweet.user.id is null then 'user_id_missing'
            when user_id is null then 'user_id_unreadable'
        end as account_rejection_reason,
        case
            when tweet_id is null or user_id is null then {{ masked_excerpt('line') }}
        end as excerpt

    from records_typed

)

select * from final
