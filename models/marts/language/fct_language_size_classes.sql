with

tweet_classes as (

    select * from {{ ref('int_language_tweet_sizes__classed') }}

),

user_classes as (

    select * from {{ ref('int_language_user_sizes__classed') }}

),

classes_united as (

    select
        *,
        'tweet' as unit

    from tweet_classes

    union all

    select
        *,
        'user' as unit

    from user_classes

),

final as (

    select
        -- ids
        group_id,
        unit,
        size_class,

        -- numerics
        from_token_count,
        below_token_count,
        row_count,
        mean_cosine_distance,
        sd_cosine_distance,
        mean_surprisal_bits,
        sd_surprisal_bits,
        mean_order_bits,
        sd_order_bits

    from classes_united

)

select * from final
