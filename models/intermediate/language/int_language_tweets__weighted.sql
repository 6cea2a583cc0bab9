with

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}

),

grouped_users as (

    select * from {{ ref('int_language_users__grouped') }}

),

groups_counted as (

    select * from {{ ref('int_language_groups__counted') }}

),

group_terms as (

    select * from {{ ref('int_language_group_terms__counted') }}

),

counted_users as (

    select * from {{ ref('int_language_users__counted') }}

),

term_idfs as (

    select
        group_terms.group_id,
        group_terms.term_id,
        {{ smooth_idf('groups_counted.tweet_count', 'group_terms.tweet_count') }} as idf

    from group_terms
    inner join groups_counted on group_terms.group_id = groups_counted.group_id
    where group_terms.tweet_count > 0

),

tweets_measured as (

    select
        grouped_users.group_id,
        tweet_terms.tweet_id,
        tweet_terms.user_id,
        sqrt({{ exact_sum(
            'power(tweet_terms.term_count * coalesce('
            ~ 'term_idfs.idf, ' ~ smooth_idf('groups_counted.tweet_count', 0) ~ '), 2)',
            wide=true
        ) }}) as tfidf_length

    from tweet_terms
    inner join grouped_users on tweet_terms.user_id = grouped_users.user_id
    inner join groups_counted on grouped_users.group_id = groups_counted.group_id
    left outer join term_idfs
        on
            grouped_users.group_id = term_idfs.group_id
            and tweet_terms.term_id = term_idfs.term_id
    where tweet_terms.is_countable and (grouped_users.is_member or grouped_users.is_scored)
    group by grouped_users.group_id, tweet_terms.tweet_id, tweet_terms.user_id

),

-- Each user weighs the same, each tweet of a user too, and each tweet has length 1 in the norm.
final as (

    select
        -- ids
        tweets_measured.group_id,
        tweets_measured.tweet_id,
        tweets_measured.user_id,

        -- numerics
        tweets_measured.tfidf_length,
        1.0 / (tweets_measured.tfidf_length * counted_users.tweet_count) as norm_weight

    from tweets_measured
    inner join counted_users on tweets_measured.user_id = counted_users.user_id

)

select * from final
