with

term_norms as (

    select * from {{ ref('fct_term_norms') }}

),

terms_shared as (

    select * from term_norms
    where user_count >= {{ var('min_group_users') }}

),

terms_ordered as (

    select
        *,
        'distinctive' as list_name,
        row_number() over (
            partition by group_id, term_kind order by log_odds_score desc, term asc
        ) as report_rank

    from terms_shared
    where is_typical

    union all

    select
        *,
        'leaning' as list_name,
        row_number() over (
            partition by group_id, term_kind order by log_odds_score desc, term asc
        ) as report_rank

    from terms_shared
    where not is_typical and log_odds_score > 0

    union all

    select
        *,
        'central' as list_name,
        row_number() over (
            partition by group_id, term_kind order by mean_tfidf desc, term asc
        ) as report_rank

    from terms_shared
    where user_count >= {{ var('language_min_term_users') }}

),

final as (

    select
        -- ids
        group_id,
        list_name,
        term_kind,
        cast(report_rank as integer) as report_rank,

        -- strings
        term,
        case list_name
            when 'distinctive'
                then
                    'Used by ' || {{ say_users('user_share', 'user_count', 'the group') }}
                    || ' and '
                    || {{ say_users('other_user_share', 'other_user_count', 'the others') }}
                    || ': more than chance explains.'
            when 'leaning'
                then
                    'Used by ' || {{ say_users('user_share', 'user_count', 'the group') }}
                    || ' and '
                    || {{ say_users('other_user_share', 'other_user_count', 'the others') }}
                    || ', which may be chance.'
            else
                'Used by ' || {{ say_users('user_share', 'user_count', 'the group') }}
                || ', others or not: among its most common.'
        end as reason,

        -- numerics
        use_count,
        tweet_count,
        user_count,
        other_user_count,
        user_share,
        other_user_share,
        mean_tfidf,
        log_odds_score,
        q_value

    from terms_ordered
    where report_rank <= {{ var('language_report_rows') }}

)

select * from final
