{%- set counts = [
    'follower_count', 'friend_count', 'listed_count', 'favourite_count', 'status_count'
] -%}
{%- set flags = [
    'is_geo_enabled', 'is_default_profile', 'is_default_profile_image', 'has_banner',
    'is_protected', 'is_verified'
] -%}
with

users as (

    select * from {{ ref('int_labels_and_targets__compared') }}

),

profiles as (

    select * from {{ ref('stg_twitter__profiles') }}

),

finding_rules as (

    select * from {{ ref('ref_finding_rules') }}

),

-- A target with a label is a target: nothing trains on that label.
users_described as (

    select
        users.is_target,
        -- Counts are skewed: only their logarithms have meaningful means.
        {%- for name in counts %}
            ln(1 + profiles.{{ name }}) as {{ name }},
        {%- endfor %}
        {%- for name in flags %}
            profiles.{{ name }}::integer as {{ name }},
        {%- endfor %}
        users.has_profile::integer as has_profile,
        users.has_tweets::integer as has_tweets

    from users
    left outer join profiles
        on users.user_id = profiles.user_id

),

facts as (

    unpivot users_described
    on columns(* exclude (is_target)) into name column_name value fact

),

facts_compared as (

    select
        column_name,
        avg(fact) filter (where is_target) - avg(fact) filter (where not is_target) as difference,
        sqrt(
            (var_samp(fact) filter (where is_target) + var_samp(fact) filter (where not is_target))
            / 2
        ) as sd,
        count(*) filter (where is_target) as target_count,
        count(*) filter (where not is_target) as labelled_count

    from facts
    group by column_name

),

-- Standardised difference of means, with its standard error under no difference.
differences as (

    select
        column_name,
        round(difference / nullif(sd, 0), 2) as standardised_difference,
        3 * sqrt(1 / target_count + 1 / labelled_count) as chance_difference

    from facts_compared
    where
        least(target_count, labelled_count)
        >= {{ rule_number('target_differs_from_labelled', 'minimum_rows') }}

),

differences_judged as (

    select
        *,
        coalesce(
            abs(standardised_difference)
            > greatest({{ rule_number('target_differs_from_labelled') }}, chance_difference),
            false
        ) as is_found

    from differences

),

final as (

    select
        'target_differs_from_labelled' as rule_id,
        'target' as entity,
        count(*) filter (where is_found) as finding_count,
        count(*) as row_count,
        string_agg(
            column_name || ' ' || standardised_difference, ', '
            order by abs(standardised_difference) desc, column_name
        ) filter (where is_found) as examples

    from differences_judged

)

select * from final
