with

files as (

    select * from {{ ref('base_raw__files') }}

),

rejected_records as (

    select * from {{ ref('stg_raw__rejected_records') }}

),

reconciliation as (

    select * from {{ ref('int_records__counted') }}

),

age_tweets as (

    select * from {{ ref('base_twitter__age_tweets') }}

),

age_profiles as (

    select * from {{ ref('base_twitter__age_profiles') }}

),

texts_stated as (

    select
        tweet_id,
        tweet.text

    from age_tweets
    where rejection_reason is null
    union all
    select
        tweet_id,
        account.status.text

    from age_profiles
    where has_tweet and tweet_rejection_reason is null

),

tweets_stated as (

    select
        tweet_id,
        min(text) != max(text) as has_conflicting_texts

    from texts_stated
    group by tweet_id

),

final as (

    select
        {{ finding_of('tweet_text_conflicting', 'tweet', 'has_conflicting_texts', id='tweet_id') }}

    from tweets_stated
    union all
    select
        'file_repeated' as rule_id,
        'file' as entity,
        count(*) filter (where is_repeated_content) as finding_count,
        count(*) as row_count,
        -- File names can contain anything: positions in base_raw__files identify files.
        {{ example_ids('file_order', 'is_repeated_content') }} as examples

    from files
    union all
    select
        'record_rejected' as rule_id,
        'record' as entity,
        count(*) as finding_count,
        (
            select coalesce(sum(reconciliation.record_count), 0)::bigint
            from reconciliation
            where reconciliation.outcome = 'read'
        ) as row_count,
        array_to_string(list_sort(list(distinct reason))[:5], ', ') as examples

    from rejected_records
    where not {{ is_stream_notice('reason') }}
    union all
    select
        'record_mended' as rule_id,
        'record' as entity,
        coalesce(sum(mended_record_count), 0)::bigint as finding_count,
        coalesce(sum(record_count), 0)::bigint as row_count,
        {{ example_ids('file_order', 'mended_record_count > 0') }} as examples

    from files
    where not is_repeated_content

)

select * from final
