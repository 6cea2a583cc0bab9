with

named_groups as (

    select * from {{ ref('int_language_groups__named') }}

),

measured_users as (

    select * from {{ ref('int_language_users__measured') }}

),

size_classes as (

    select * from {{ ref('int_language_sizes__classed') }}
    where unit = 'user'

),

standardised_tweets as (

    select * from {{ ref('int_language_tweets__standardised') }}
    where is_in_norm and surprisal_score is not null

),

groups_judged as (

    {{ split_half_reliability('standardised_tweets') | indent(4) }}

),

users_standardised as (

    select
        measured_users.*,
        size_classes.size_class,
        groups_judged.surprisal_reliability,
        {{ standard_scores('measured_users', 'size_classes') }},
        coalesce(
            measured_users.is_member
            and surprisal_score is not null
            and groups_judged.surprisal_reliability >= {{ var('language_min_reliability') }},
            false
        ) as is_ranked

    from measured_users
    left outer join groups_judged on measured_users.group_number = groups_judged.group_number
    left outer join size_classes
        on {{ is_in_size_class('measured_users', 'size_classes') }}

),

final as (

    select
        -- ids
        named_groups.group_id,
        users_standardised.user_id,

        -- strings
        case
            when not users_standardised.has_score then 'too few tokens'
            when users_standardised.surprisal_score is null then 'no spread to compare with'
        end as unscored_reason,

        -- numerics
        users_standardised.tweet_count,
        users_standardised.token_count,
        users_standardised.size_class,
        users_standardised.surprisal_reliability,
        case
            when users_standardised.is_ranked
                then row_number() over (
                    partition by users_standardised.group_number, users_standardised.is_ranked
                    order by users_standardised.surprisal_score desc, users_standardised.user_id asc
                )
        end as surprisal_rank,
        users_standardised.surprisal_score,
        case when users_standardised.has_score then users_standardised.surprisal_bits end
            as surprisal_bits,
        users_standardised.cosine_score,
        case when users_standardised.has_score then users_standardised.cosine_distance end
            as cosine_distance,
        case when users_standardised.has_score then users_standardised.contrast_bits end
            as contrast_bits,

        -- booleans
        users_standardised.is_member,
        users_standardised.is_other_group

    from users_standardised
    inner join named_groups on users_standardised.group_number = named_groups.group_number

)

select * from final
