with

language_groups as (

    select * from {{ ref('dim_language_groups') }}

),

term_norms as (

    select * from {{ ref('fct_term_norms') }}

),

small_terms_counted as (

    select
        group_id,
        count(*) as suppressed_count

    from term_norms
    where
        user_count < {{ var('min_group_users') }}
        and (log_odds_score > 0 or user_count >= {{ var('language_min_term_users') }})
    group by group_id

),

suppressions as (

    select
        'rpt_typical_terms' as table_name,
        language_groups.group_id,
        'term' as suppressed_kind,
        coalesce(small_terms_counted.suppressed_count, 0) as suppressed_count

    from language_groups
    left outer join small_terms_counted
        on language_groups.group_id = small_terms_counted.group_id
    union all
    select
        tables.table_name,
        language_groups.group_id,
        'group' as suppressed_kind,
        cast(language_groups.user_count < {{ var('min_group_users') }} as bigint)
            as suppressed_count

    from language_groups
    cross join (values ('rpt_typical_tweets'), ('rpt_unusual_tweets')) as tables (table_name)

),

final as (

    select
        -- strings
        table_name,
        group_id,
        suppressed_kind,

        -- numerics
        suppressed_count,
        cast({{ var('min_group_users') }} as integer) as min_group_users

    from suppressions

)

select * from final
