{%- set passing_on = "'automatic', 'crosspost', 'instagram'" -%}
with

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

source_apps as (

    select * from {{ ref('int_source_apps__grouped') }}

),

finding_rules as (

    select * from {{ ref('ref_finding_rules') }}

),

tweets_counted as (

    select
        tweets.lang,
        source_apps.app_group

    from tweets
    left outer join source_apps
        on tweets.source_app = source_apps.source_app

),

languages as (

    select
        lang as name,
        'tweet_in_other_language' as rule_id,
        count(*) as tweet_count,
        count(*) / sum(count(*)) over () as tweet_share

    from tweets_counted
    where lang is not null
    group by lang
    -- Rare languages could identify users, so they are not listed.
    qualify count(*) >= {{ rule_number('tweet_in_other_language', 'minimum_rows') }}

),

app_groups as (

    select
        app_group as name,
        'tweet_cross_posted' as rule_id,
        count(*) as tweet_count,
        count(*) / sum(count(*)) over () as tweet_share

    from tweets_counted
    group by app_group
    qualify app_group in ({{ passing_on }})

),

groups_listed as (

    select * from languages
    union all
    select * from app_groups

),

group_lists as (

    select
        rule_id,
        list(
            name || ' ' || round(100 * tweet_share, 1) || ' %' order by tweet_count desc, name asc
        )[:5] as examples

    from groups_listed
    group by rule_id

),

groups_counted as (

    select
        'tweet_in_other_language' as rule_id,
        count(*) filter (where lang != '{{ var("default_language") }}') as finding_count,
        count(lang) as row_count

    from tweets_counted
    union all
    select
        'tweet_cross_posted' as rule_id,
        count(*) filter (where app_group in ({{ passing_on }})) as finding_count,
        count(*) as row_count

    from tweets_counted

),

final as (

    select
        groups_counted.rule_id,
        'tweet' as entity,
        groups_counted.finding_count,
        groups_counted.row_count,
        array_to_string(group_lists.examples, ', ') as examples

    from groups_counted
    left outer join group_lists
        on groups_counted.rule_id = group_lists.rule_id

)

select * from final
