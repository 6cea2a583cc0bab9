with

user_behaviour as (

    select * from {{ ref('int_users__behaviour_measured') }}
    where measure_value is not null

),

measures as (

    select * from {{ ref('int_behaviour__measures') }}

),

values_ranked as (

    select
        measure,
        {{ centred_rank('measure_value', 'measure') }} as value_rank,
        {{ centred_rank('age_years', 'measure') }} as age_rank,
        count(*) over (partition by measure, measure_value) as same_user_count

    from user_behaviour

),

measures_correlated as (

    select
        measure,
        count(*) as user_count,
        count(*) - max(same_user_count) as rarer_user_count,
        {{ rank_correlation('value_rank', 'age_rank') }} as rank_correlation

    from values_ranked
    group by measure

),

correlations_assessed as (

    select
        *,
        plumage_correlation(rank_correlation, user_count) as assessment

    from measures_correlated
    where user_count >= {{ var('min_group_users') }}

),

tests_ranked as (

    select
        *,
        assessment.p_value,
        count(assessment.p_value) over () as test_count,
        row_number() over (order by assessment.p_value asc nulls last, measure asc) as p_rank

    from correlations_assessed

),

trends as (

    select
        *,
        case
            when p_value is not null
                then {{ benjamini_hochberg('p_value', 'p_rank', 'test_count') }}
        end as q_value

    from tests_ranked

),

final as (

    select
        -- ids
        measures.measure,

        -- strings
        measures.section,
        measures.title,
        case
            when trends.rank_correlation > 0 then 'more with age'
            when trends.rank_correlation < 0 then 'less with age'
        end as direction,
        case
            when trends.user_count is null then 'too few users'
            when trends.rank_correlation is null then 'all users alike'
            when trends.q_value <= {{ var('behaviour_false_discovery_rate') }}
                then 'goes with age'
            when
                greatest(trends.assessment.high, -trends.assessment.low)
                < {{ correlation_of_difference(var('behaviour_alike_difference')) }}
                and {{ could_differ('trends.rarer_user_count', 'trends.user_count') }}
                then 'alike'
            else 'unknown'
        end as verdict,

        -- numerics
        measures.display_order,
        trends.user_count,
        trends.rarer_user_count,
        round(trends.rank_correlation, 9) as rank_correlation,
        round(trends.assessment.low, 9) as rank_correlation_low,
        round(trends.assessment.high, 9) as rank_correlation_high,
        trends.p_value,
        trends.q_value

    from measures
    left outer join trends on measures.measure = trends.measure

)

select * from final
