with

groups_described as (

    select * from {{ ref('int_language_groups__described') }}

),

final as (

    select
        -- ids
        group_id,

        -- strings
        group_name,

        -- numerics
        min_age_years,
        max_age_years,
        user_count,
        tweet_count,
        token_count,
        other_user_count,
        other_language_tweet_count,
        repeated_tweet_count

    from groups_described

)

select * from final
