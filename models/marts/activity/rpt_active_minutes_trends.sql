with

active_users as (

    select * from {{ ref('fct_user_active_minutes') }}
    where active_minute_count > 0

),

labelled_users as (

    {{ rows_if_built(
        ref('dim_age_users'),
        {'user_id': 'bigint', 'role': 'varchar', 'age_years': 'integer'}
    ) }}

),

-- dim_age_users has no ages of prediction targets, so neither do these figures.
users_ranked as (

    select
        active_users.log_name,
        {{ centred_rank('active_users.active_minute_count', 'active_users.log_name') }}
            as minutes_rank,
        {{ centred_rank('labelled_users.age_years', 'active_users.log_name') }} as age_rank

    from active_users
    inner join labelled_users on active_users.user_id = labelled_users.user_id::varchar
    where labelled_users.role = 'labelled'

),

logs_correlated as (

    select
        log_name,
        count(*) as user_count,
        {{ rank_correlation('minutes_rank', 'age_rank') }} as rank_correlation

    from users_ranked
    group by log_name
    having count(*) >= {{ var('min_group_users') }}

),

logs_assessed as (

    select
        *,
        plumage_correlation(rank_correlation, user_count) as assessment

    from logs_correlated

),

final as (

    select
        -- ids
        log_name,

        -- strings
        case
            when rank_correlation > 0 then 'more with age'
            when rank_correlation < 0 then 'less with age'
        end as direction,
        case
            when rank_correlation is null then 'all users alike'
            when assessment.p_value <= {{ var('behaviour_false_discovery_rate') }}
                then 'goes with age'
            when
                greatest(assessment.high, -assessment.low)
                < {{ correlation_of_difference(var('behaviour_alike_difference')) }}
                then 'alike'
            else 'unknown'
        end as verdict,

        -- numerics
        user_count,
        round(rank_correlation, 9) as rank_correlation,
        round(assessment.low, 9) as rank_correlation_low,
        round(assessment.high, 9) as rank_correlation_high,
        assessment.p_value

    from logs_assessed

)

select * from final
