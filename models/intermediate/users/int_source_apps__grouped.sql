with

tweets as (

    select * from {{ ref('int_tweets__enriched') }}

),

source_app_patterns as (

    select * from {{ ref('ref_source_apps') }}

),

-- Names are matched once each, not once a tweet.
source_apps as (

    select distinct source_app
    from tweets
    where source_app is not null

),

groups_matched as (

    select
        source_apps.source_app,
        source_app_patterns.app_group

    from source_apps
    left outer join source_app_patterns
        on regexp_matches(lower(source_apps.source_app), source_app_patterns.source_app_pattern)
    qualify row_number() over (
        partition by source_apps.source_app
        order by source_app_patterns.preference, source_app_patterns.app_group
    ) = 1

),

final as (

    select
        source_app,
        coalesce(app_group, 'other') as app_group

    from groups_matched

)

select * from final
