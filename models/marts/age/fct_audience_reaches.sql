{#- Shares reached: those of predictions.targeting, half, and everybody. -#}
{%- set reach_shares = [0.01, 0.05, 0.1, 0.2, 0.5, 1.0] -%}
with

target_users as (

    select * from {{ ref('fct_audience_users') }}
    where role = 'target'

),

labelled_users as (

    select * from {{ ref('fct_audience_users') }}
    where role = 'labelled'

),

shares_listed as (

    select unnest({{ reach_shares }}) as reach_share

),

users_counted as (

    select
        audience,
        count(*) as user_count

    from target_users
    group by audience

),

-- Half a user counts as one, and at least one is reached, as in predictions.targeting.
targets_reached as (

    select
        target_users.audience,
        cast(shares_listed.reach_share as double) as reach_share,
        bool_or(target_users.may_hold_minors) as may_hold_minors,
        min(users_counted.user_count) as user_count,
        count(*) as reached_user_count,
        min(target_users.probability) as cut_off_probability,
        round(sum(target_users.probability), 9) as claimed_count,
        round(sum(target_users.probability * (1 - target_users.probability)), 9)
            as claimed_variance

    from target_users
    inner join users_counted on target_users.audience = users_counted.audience
    inner join shares_listed
        on
            target_users.probability_rank
            <= greatest(floor(users_counted.user_count * shares_listed.reach_share + 0.5), 1)
    group by target_users.audience, shares_listed.reach_share

),

labelled_marked as (

    select
        targets_reached.audience,
        targets_reached.reach_share,
        labelled_users.repeat,
        labelled_users.probability,
        cast(labelled_users.is_hit as double) as is_hit,
        cast((
            targets_reached.reach_share = 1
            or labelled_users.probability >= targets_reached.cut_off_probability
        ) as double) as is_reached

    from targets_reached
    inner join labelled_users on targets_reached.audience = labelled_users.audience

),

-- Repeats evaluate the same users again: counts are means over repeats.
labelled_counted as (

    select
        audience,
        reach_share,
        sum(is_hit) / count(distinct repeat) as member_count,
        avg(is_hit) as base_share,
        sum(is_reached) / count(distinct repeat) as reached_count,
        sum(is_reached * is_hit) / count(distinct repeat) as hit_count,
        sum(is_reached * probability) / count(distinct repeat) as claimed_count,
        sum(is_reached * probability * (1 - probability)) / count(distinct repeat)
            as claimed_variance,
        sum(is_reached * pow(is_hit - probability, 2)) / count(distinct repeat) as squared_error

    from labelled_marked
    group by audience, reach_share

),

final as (

    select
        targets_reached.*,
        round(labelled_counted.member_count, 9) as labelled_member_count,
        round(labelled_counted.base_share, 9) as labelled_base_share,
        round(labelled_counted.reached_count, 9) as labelled_reached_count,
        round(labelled_counted.hit_count, 9) as labelled_hit_count,
        round(labelled_counted.claimed_count, 9) as labelled_claimed_count,
        round(labelled_counted.claimed_variance, 9) as labelled_claimed_variance,
        round(labelled_counted.squared_error, 9) as labelled_squared_error

    from targets_reached
    inner join labelled_counted
        on
            targets_reached.audience = labelled_counted.audience
            and targets_reached.reach_share = labelled_counted.reach_share

)

select * from final
