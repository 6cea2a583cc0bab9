{%- set reached = 'nullif(labelled_reached_count, 0)' -%}
{%- set shown_where_enough = [
    'reached_user_count', 'cut_off_probability', 'expected_user_count', 'expected_low',
    'expected_high', 'random_user_count', 'labelled_user_count', 'labelled_hit_share',
    'labelled_hit_low', 'labelled_hit_high', 'labelled_base_share',
] -%}
with

reaches as (

    select * from {{ ref('fct_audience_reaches') }}

),

runs as (

    select
        is_stale,
        'No known age is below ' || min_age_years
        || ': younger users count here, and some may be minors.' as minors_caveat
    from {{ ref('fct_model_runs') }}
    where subject = 'age'

),

shifts as (

    select max('Users asked for seem older or younger than those learned from.') as shift_caveat
    from {{ source('predictions', 'age_label_shift') }}
    where verdict != 'no more than chance'

),

-- Sum of the probabilities, corrected by how far they are off for labelled users above the same
-- cut-off: the difference estimator (Särndal and others 1992, "Model assisted survey sampling",
-- chapter 6; Angelopoulos and others 2023, "Prediction-powered inference"). Its variance is that of
-- the ages of the users reached, given their probabilities, and that of the correction, both larger
-- where labelled users vary more than their probabilities say (too bold ones do).
counts_estimated as (

    select
        *,
        greatest(0, least(
            reached_user_count,
            claimed_count
            + reached_user_count * (labelled_hit_count - labelled_claimed_count) / {{ reached }}
        )) as estimate,
        1.959963985 * sqrt(
            greatest(1, labelled_squared_error / nullif(labelled_claimed_variance, 0))
            * (
                claimed_variance
                + pow(reached_user_count / {{ reached }}, 2) * labelled_claimed_variance
            )
        ) as margin

    from reaches

),

counts_bounded as (

    select
        *,
        round(estimate, 6) as expected_user_count,
        cast(floor(greatest(estimate - margin, 0)) as bigint) as expected_low,
        cast(ceil(least(estimate + margin, reached_user_count)) as bigint) as expected_high,
        round(
            reached_user_count / cast(user_count as double)
            * max(case when reach_share = 1 then estimate end) over (partition by audience),
            6
        ) as random_user_count,
        cast(round(labelled_reached_count) as bigint) as labelled_user_count,
        round(labelled_hit_count / {{ reached }}, 9) as labelled_hit_share,
        {{ wilson_limit('labelled_hit_count', reached, '-') }} as labelled_hit_low,
        {{ wilson_limit('labelled_hit_count', reached, '+') }} as labelled_hit_high,
        least(reached_user_count, labelled_reached_count, labelled_member_count)
        < {{ var('min_group_users') }} as is_suppressed

    from counts_estimated

),

final as (

    select
        counts_bounded.audience,
        counts_bounded.reach_share,
        counts_bounded.user_count,
        {% for name in shown_where_enough %}
            case when not counts_bounded.is_suppressed then counts_bounded.{{ name }} end
                as {{ name }},
        {% endfor %}
        case
            when counts_bounded.is_suppressed then 'suppressed: too few users'
            when counts_bounded.reach_share = 1 then 'everybody is reached'
            when counts_bounded.labelled_hit_low > counts_bounded.labelled_base_share
                then 'better than random'
            when counts_bounded.labelled_hit_high < counts_bounded.labelled_base_share
                then 'worse than random'
            else 'not shown better than random'
        end as verdict,
        nullif(
            concat_ws(
                ' ',
                case when counts_bounded.may_hold_minors then runs.minors_caveat end,
                shifts.shift_caveat
            ),
            ''
        ) as caveat,
        counts_bounded.may_hold_minors,
        counts_bounded.is_suppressed,
        runs.is_stale

    from counts_bounded
    cross join shifts
    left outer join runs on true

)

select * from final
