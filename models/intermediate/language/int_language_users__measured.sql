with

measured_tweets as (

    select * from {{ ref('int_language_tweets__measured') }}
    where is_countable

),

final as (

    select
        -- ids
        group_number,
        user_id,

        -- numerics
        cast(count(*) as integer) as tweet_count,
        cast(sum(token_count) as integer) as token_count,
        {{ exact_sum('cosine_distance') }} / count(cosine_distance) as cosine_distance,
        {{ exact_sum('surprisal_bits * token_count', wide=true) }} / sum(token_count)
            as surprisal_bits,
        {{ exact_sum('contrast_bits * token_count', wide=true) }} / sum(token_count)
            as contrast_bits,

        -- booleans
        any_value(is_member) as is_member,
        any_value(is_other_group) as is_other_group,
        sum(token_count) >= {{ var('language_min_tokens') }} and count(surprisal_bits) > 0
            as has_score

    from measured_tweets
    group by group_number, user_id

)

select * from final
