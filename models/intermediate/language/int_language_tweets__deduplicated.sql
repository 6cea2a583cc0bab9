with

worded_tweets as (

    select * from {{ ref('int_language_tweets__tokens_listed') }}

),

framed_tweets as (

    select * from {{ ref('int_language_tweets__template_frames') }}

),

users_distinct as (

    select distinct
        word_bag_id,
        user_id

    from worded_tweets

),

word_bags_counted as (

    select
        word_bag_id,
        count(*) as user_count

    from users_distinct
    group by word_bag_id

),

tweets_recognised as (

    select
        worded_tweets.*,
        framed_tweets.frame_id,
        framed_tweets.frame_id is not null
        or (
            word_bags_counted.user_count >= {{ var('language_copy_min_users') }}
            and (
                (worded_tweets.link_count > 0 and worded_tweets.word_count >= 3)
                or worded_tweets.word_count >= {{ var('language_copy_min_words') }}
            )
        ) as is_template

    from worded_tweets
    inner join word_bags_counted on worded_tweets.word_bag_id = word_bags_counted.word_bag_id
    left outer join framed_tweets on worded_tweets.tweet_id = framed_tweets.tweet_id

),

final as (

    select
        * exclude (frame_id, last_position),
        -- A user's own repeats count once; a template counts once whoever sends it.
        row_number() over (
            partition by
                case
                    when frame_id is not null then frame_id
                    when is_template then word_bag_id
                    else concat_ws(' ', user_id, word_bag_id)
                end
            order by tweet_id
        ) > 1 as is_repeat,
        token_count < link_count * 2 as is_mostly_links

    from tweets_recognised

)

select * from final
