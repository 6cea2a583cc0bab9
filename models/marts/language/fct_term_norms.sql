with

compared_terms as (

    select * from {{ ref('int_language_terms__compared') }}

),

weighted_terms as (

    select * from {{ ref('int_language_group_terms__weighted') }}

),

language_groups as (

    select * from {{ ref('dim_language_groups') }}

),

named_groups as (

    select * from {{ ref('int_language_groups__named') }}

),

terms_ranked as (

    select
        *,
        count(*) over (partition by group_number) as test_count,
        row_number() over (partition by group_number order by p_value asc, term asc) as p_rank

    from compared_terms

),

-- All terms of a group are one family of tests: where the group writes like the others, the
-- probability of calling any term typical or avoided is at most the rate.
terms_tested as (

    select
        *,
        round(
            {{ benjamini_hochberg('p_value', 'p_rank', 'test_count', family='group_number') }}, 9
        ) as q_value

    from terms_ranked

),

final as (

    select
        -- ids
        language_groups.group_id,

        -- strings
        terms_tested.term,
        terms_tested.term_kind,

        -- numerics: counts
        terms_tested.use_count,
        terms_tested.tweet_count,
        terms_tested.user_count,
        terms_tested.other_user_count,
        terms_tested.user_count / language_groups.user_count as user_share,
        terms_tested.other_user_count / nullif(language_groups.other_user_count, 0)
            as other_user_share,

        -- numerics: what is usual in the group
        terms_tested.idf,
        coalesce(weighted_terms.mean_tfidf, 0) as mean_tfidf,

        -- numerics: what distinguishes the group
        terms_tested.log_odds,
        terms_tested.log_odds_score,
        terms_tested.q_value,

        -- booleans: by share of users, and by share of their terms
        terms_tested.q_value <= {{ var('language_false_discovery_rate') }}
        and coalesce(user_share > other_user_share and terms_tested.log_odds > 0, false)
            as is_typical,
        terms_tested.q_value <= {{ var('language_false_discovery_rate') }}
        and coalesce(user_share < other_user_share and terms_tested.log_odds < 0, false)
            as is_avoided

    from terms_tested
    inner join named_groups on terms_tested.group_number = named_groups.group_number
    inner join language_groups on named_groups.group_id = language_groups.group_id
    left outer join weighted_terms
        on
            terms_tested.group_number = weighted_terms.group_number
            and terms_tested.term_id = weighted_terms.term_id

)

select * from final
