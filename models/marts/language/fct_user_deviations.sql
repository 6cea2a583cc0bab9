with

named_groups as (

    select * from {{ ref('int_language_groups__named') }}

),

standardised_users as (

    select * from {{ ref('int_language_users__standardised') }}

),

users_explained as (

    select * from {{ ref('int_language_users__explained') }}

),

final as (

    select
        -- ids
        named_groups.group_id,
        standardised_users.user_id,

        -- strings
        case
            when not standardised_users.has_score then 'too few tokens'
            when standardised_users.deviation_score is null then 'no spread to compare with'
        end as unscored_reason,

        -- numerics
        standardised_users.tweet_count,
        standardised_users.token_count,
        standardised_users.size_class,
        case
            when standardised_users.deviation_score is not null
                then row_number() over (
                    partition by standardised_users.group_number
                    order by
                        standardised_users.deviation_score desc nulls last,
                        standardised_users.user_id asc
                )
        end as deviation_rank,
        standardised_users.deviation_score,
        standardised_users.cosine_score,
        standardised_users.surprisal_score,
        standardised_users.order_score,
        case when standardised_users.has_score then standardised_users.cosine_distance end
            as cosine_distance,
        case when standardised_users.has_score then standardised_users.surprisal_bits end
            as surprisal_bits,
        case when standardised_users.has_score then standardised_users.unigram_bits end
            as unigram_bits,
        case when standardised_users.has_score then standardised_users.order_bits end
            as order_bits,

        -- lists
        users_explained.surprisal_drivers,

        -- booleans
        standardised_users.is_member

    from standardised_users
    inner join named_groups
        on standardised_users.group_number = named_groups.group_number
    left outer join users_explained
        on
            standardised_users.group_number = users_explained.group_number
            and standardised_users.user_id = users_explained.user_id

)

select * from final
