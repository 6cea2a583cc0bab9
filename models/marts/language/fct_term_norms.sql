with

group_terms as (

    select * from {{ ref('int_language_group_terms__counted') }}

),

weighted_terms as (

    select * from {{ ref('int_language_group_terms__weighted') }}

),

named_terms as (

    select * from {{ ref('int_language_terms__named') }}

),

groups_described as (

    select * from {{ ref('int_language_groups__described') }}

),

kinds_compared as (

    select * from {{ ref('int_language_term_kinds__compared') }}

),

terms_listed as (

    select
        group_terms.*,
        named_terms.term,
        named_terms.term_kind,
        {{ log_odds('user_count', 'other_user_count', 'user_use_count', 'other_user_use_count') }}
            as log_odds,
        {{ log_odds_score(
            'user_count', 'other_user_count', 'user_use_count', 'other_user_use_count'
        ) }} as log_odds_score,
        kinds_compared.noise_floor

    from group_terms
    inner join named_terms on group_terms.term_id = named_terms.term_id
    inner join kinds_compared
        on
            group_terms.group_id = kinds_compared.group_id
            and named_terms.term_kind = kinds_compared.term_kind
    where
        group_terms.user_count + group_terms.other_user_count
        >= {{ var('language_min_term_users') }}

),

final as (

    select
        -- ids
        terms_listed.group_id,

        -- strings
        terms_listed.term,
        terms_listed.term_kind,

        -- numerics: what was counted
        terms_listed.use_count,
        terms_listed.tweet_count,
        terms_listed.user_count,
        terms_listed.other_user_count,
        terms_listed.user_count / groups_described.user_count as user_share,
        terms_listed.other_user_count / nullif(groups_described.other_user_count, 0)
            as other_user_share,

        -- numerics: what is usual in the group
        {{ smooth_idf('groups_described.tweet_count', 'terms_listed.tweet_count') }} as idf,
        coalesce(weighted_terms.idf * weighted_terms.term_weight / groups_described.user_count, 0)
            as mean_tfidf,

        -- numerics: what sets the group apart
        terms_listed.log_odds,
        terms_listed.log_odds_score,
        terms_listed.noise_floor,

        -- booleans
        coalesce(terms_listed.log_odds_score > terms_listed.noise_floor, false) as is_typical,
        coalesce(terms_listed.log_odds_score < -terms_listed.noise_floor, false) as is_avoided

    from terms_listed
    inner join groups_described on terms_listed.group_id = groups_described.group_id
    left outer join weighted_terms
        on
            terms_listed.group_id = weighted_terms.group_id
            and terms_listed.term_id = weighted_terms.term_id

)

select * from final
