with

tweets as (

    select * from {{ ref('int_tweets__enriched') }}

),

text_emoji as (

    select * from {{ ref('int_text_emoji') }}

),

own_tweets as (

    select * from tweets
    where is_own

),

groups_counted as (

    select
        own_tweets.user_id,
        text_emoji.emoji_group,
        sum(text_emoji.emoji_count) as emoji_count

    from own_tweets
    inner join text_emoji on own_tweets.text_id = text_emoji.text_id
    group by own_tweets.user_id, text_emoji.emoji_group

),

groups_compared as (

    select
        user_id,
        {{ emoji_group_share(['faces']) }} as face_emoji_share,
        {{ emoji_group_share(['hearts']) }} as heart_emoji_share,
        {{ emoji_group_share(['hands']) }} as hand_emoji_share,
        {{ emoji_group_share(['people']) }} as people_emoji_share,
        {{ emoji_group_share(['animals_nature']) }} as nature_emoji_share,
        {{ emoji_group_share(['symbols']) }} as symbol_emoji_share,
        {{ emoji_group_share(['food', 'activity', 'travel', 'objects', 'flags']) }}
            as thing_emoji_share

    from groups_counted
    group by user_id

),

emoji_aggregated as (

    select
        user_id,
        {{ mean('emoji_count') }} as emoji_per_tweet,
        {{ share('emoji_count > 0') }} as emoji_tweet_share,
        {{ ratio_of_sums('distinct_emoji_count', 'emoji_count') }} as distinct_emoji_per_emoji,
        {{ mean('emoticon_count') }} as emoticons_per_tweet,
        {{ share('emoticon_count > 0') }} as emoticon_tweet_share

    from own_tweets
    group by user_id

),

final as (

    select
        -- ids
        emoji_aggregated.user_id,

        -- numerics
        emoji_aggregated.emoji_per_tweet,
        emoji_aggregated.emoji_tweet_share,
        emoji_aggregated.distinct_emoji_per_emoji,
        groups_compared.face_emoji_share,
        groups_compared.heart_emoji_share,
        groups_compared.hand_emoji_share,
        groups_compared.people_emoji_share,
        groups_compared.nature_emoji_share,
        groups_compared.symbol_emoji_share,
        groups_compared.thing_emoji_share,
        emoji_aggregated.emoticons_per_tweet,
        emoji_aggregated.emoticon_tweet_share

    from emoji_aggregated
    left outer join groups_compared on emoji_aggregated.user_id = groups_compared.user_id

)

select * from final
