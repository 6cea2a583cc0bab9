with

multiplied_tweets as (

    select * from {{ ref('int_language_tweets__multiplied') }}

),

tweets as (

    select * from {{ ref('int_language_tweets__deduplicated') }}

),

scored_users as (

    select * from {{ ref('int_language_users__scored') }}

),

groups_measured as (

    select * from {{ ref('int_language_groups__measured') }}

),

users_summed as (

    select
        multiplied_tweets.group_number,
        tweets.user_id,
        {{ exact_sum('multiplied_tweets.user_length2', wide=true) }} as user_length2,
        {{ exact_sum('multiplied_tweets.user_product', wide=true) }} as user_product,
        {{ exact_sum('multiplied_tweets.norm_length2_change', wide=true) }} as norm_length2_change

    from multiplied_tweets
    inner join tweets on multiplied_tweets.tweet_id = tweets.tweet_id
    group by multiplied_tweets.group_number, tweets.user_id

),

-- Without a user every other term's idf moves by the same shift; the user's own terms move by more.
final as (

    select
        -- ids
        scored_users.group_number,
        scored_users.user_id,

        -- numerics: the norm that this user is measured against
        scored_users.others_user_count,
        scored_users.others_tweet_count,
        scored_users.others_type_count,
        sqrt(greatest(
            groups_measured.idf2_sum
            + 2 * scored_users.idf_shift * groups_measured.idf1_sum
            + {{ squared('scored_users.idf_shift') }} * groups_measured.idf0_sum
            + coalesce(users_summed.norm_length2_change, 0),
            0
        )) as norm_length,

        -- numerics: the user's own vector
        sqrt(users_summed.user_length2) as user_length,
        users_summed.user_product

    from scored_users
    inner join groups_measured on scored_users.group_number = groups_measured.group_number
    left outer join users_summed
        on
            scored_users.group_number = users_summed.group_number
            and scored_users.user_id = users_summed.user_id

)

select * from final
