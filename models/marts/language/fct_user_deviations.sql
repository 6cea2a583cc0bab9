with

measured_users as (

    select
        *,
        surprisal_bits - unigram_bits as order_bits

    from {{ ref('int_language_users__measured') }}

),

size_classes as (

    select * from {{ ref('int_language_user_sizes__classed') }}

),

users_explained as (

    select * from {{ ref('int_language_users__explained') }}

),

users_standardised as (

    select
        measured_users.*,
        size_classes.size_class,
        {{ standard_score('measured_users.cosine_distance', 'size_classes') }} as cosine_score,
        {{ standard_score('measured_users.surprisal_bits', 'size_classes') }} as surprisal_score,
        {{ standard_score('measured_users.order_bits', 'size_classes') }} as order_score,
        (cosine_score + surprisal_score) / 2 as deviation_score

    from measured_users
    left outer join size_classes
        on
            measured_users.group_id = size_classes.group_id
            and measured_users.has_score
            and measured_users.token_count >= size_classes.from_token_count
            and measured_users.token_count < size_classes.below_token_count

),

users_ranked as (

    select
        group_id,
        user_id,
        row_number() over (partition by group_id order by deviation_score desc, user_id asc)
            as deviation_rank

    from users_standardised
    where deviation_score is not null

),

final as (

    select
        -- ids
        users_standardised.group_id,
        users_standardised.user_id,

        -- strings
        case
            when not users_standardised.has_score then 'too few tokens'
            when users_standardised.deviation_score is null then 'no spread to compare with'
        end as unscored_reason,

        -- numerics
        users_standardised.tweet_count,
        users_standardised.token_count,
        users_standardised.size_class,
        users_ranked.deviation_rank,
        users_standardised.deviation_score,
        users_standardised.cosine_score,
        users_standardised.surprisal_score,
        users_standardised.order_score,
        case when users_standardised.has_score then users_standardised.cosine_distance end
            as cosine_distance,
        case when users_standardised.has_score then users_standardised.surprisal_bits end
            as surprisal_bits,
        case when users_standardised.has_score then users_standardised.unigram_bits end
            as unigram_bits,
        case when users_standardised.has_score then users_standardised.order_bits end
            as order_bits,

        -- lists
        users_explained.surprisal_drivers,

        -- booleans
        users_standardised.is_member

    from users_standardised
    left outer join users_ranked
        on
            users_standardised.group_id = users_ranked.group_id
            and users_standardised.user_id = users_ranked.user_id
    left outer join users_explained
        on
            users_standardised.group_id = users_explained.group_id
            and users_standardised.user_id = users_explained.user_id

)

select * from final
