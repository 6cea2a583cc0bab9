with

users as (

    select * from {{ ref('int_labels_and_targets__compared') }}

),

profiles as (

    select * from {{ ref('stg_twitter__profiles') }}

),

files as (

    select * from {{ ref('base_twitter__files') }}

),

rejected_records as (

    select * from {{ ref('stg_twitter__rejected_records') }}

),

reconciliation as (

    select * from {{ ref('int_records__counted') }}

),

{#- Rule, condition on a user, users it is about. -#}
{%- set user_rules = [
    ('test_id_in_train', 'is_labelled', 'is_target'),
    ('label_without_profile', 'not has_profile', 'is_labelled'),
    ('label_conflicting', 'stated_age_count > 1', 'is_labelled'),
    ('target_without_evidence', 'not has_profile and not has_tweets', 'is_target'),
] %}

final as (

    {% for rule_id, condition, population in user_rules -%}
        select
            '{{ rule_id }}' as rule_id,
            count(*) filter (where {{ condition }}) as finding_count,
            count(*) as row_count,
            null::varchar as examples

        from users
        where {{ population }}
        union all
    {% endfor -%}
    select
        'target_repeated' as rule_id,
        coalesce(sum(target_line_count - 1), 0)::bigint as finding_count,
        coalesce(sum(target_line_count), 0)::bigint as row_count,
        null as examples

    from users
    where is_target
    union all
    select
        'profile_recovered' as rule_id,
        count(*) filter (where is_recovered_from_tweet) as finding_count,
        count(*) as row_count,
        null as examples

    from profiles
    union all
    select
        'file_repeated' as rule_id,
        count(*) filter (where is_repeated_content) as finding_count,
        count(*) as row_count,
        string_agg(file_path, ', ' order by file_path) filter (where is_repeated_content)
            as examples

    from files
    union all
    select
        'record_rejected' as rule_id,
        count(*) as finding_count,
        (
            select coalesce(sum(reconciliation.record_count), 0)::bigint
            from reconciliation
            where reconciliation.outcome = 'read'
        ) as row_count,
        array_to_string(list_sort(list(distinct reason))[:5], ', ') as examples

    from rejected_records

)

select * from final
