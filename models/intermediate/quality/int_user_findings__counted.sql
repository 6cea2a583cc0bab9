with

users as (

    select * from {{ ref('int_labels_and_targets__compared') }}

),

profiles as (

    select * from {{ ref('stg_twitter__profiles') }}

),

{#- Rule, condition on a user, users that it checks. -#}
{%- set user_rules = [
    ('test_id_in_train', 'target', 'is_labelled'),
    ('label_without_profile', 'label', 'not has_profile'),
    ('label_conflicting', 'label', 'stated_age_count > 1'),
    ('target_without_evidence', 'target', 'not has_profile and not has_tweets'),
    ('target_without_tweets', 'target', 'not has_tweets'),
    ('target_without_profile', 'target', 'not has_profile'),
] %}

profiles_with_role as (

    select
        profiles.user_id,
        profiles.is_recovered_from_tweet,
        users.user_id is null as has_no_role

    from profiles
    left outer join users
        on profiles.user_id = users.user_id

),

final as (

    {% for rule_id, entity, condition in user_rules -%}
        select
            {{ finding_of(rule_id, entity, condition) }}

        from users
        where {{ 'is_labelled' if entity == 'label' else 'is_target' }}
        union all
    {% endfor -%}
    select
        'target_repeated' as rule_id,
        'target' as entity,
        coalesce(sum(target_line_count - 1), 0)::bigint as finding_count,
        coalesce(sum(target_line_count), 0)::bigint as row_count,
        {{ example_ids('user_id', 'target_line_count > 1') }} as examples

    from users
    where is_target
    union all
    select
        {{ finding_of('profile_recovered', 'profile', 'is_recovered_from_tweet') }}

    from profiles_with_role
    union all
    select
        {{ finding_of('profile_without_role', 'profile', 'has_no_role') }}

    from profiles_with_role

)

select * from final
