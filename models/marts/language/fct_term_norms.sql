with

group_terms as (

    select * from {{ ref('int_language_group_terms') }}
    where
        user_count + other_user_count >= {{ var('language_min_term_users') }}
        and {{ is_vector_term('term_id') }}

),

weighted_terms as (

    select * from {{ ref('int_language_group_terms__weighted') }}

),

vocabulary as (

    select * from {{ ref('int_language_vocabulary') }}

),

groups_described as (

    select * from {{ ref('int_language_groups__described') }}

),

kinds_compared as (

    select * from {{ ref('int_language_term_kinds__compared') }}

),

terms_named as (

    select
        group_terms.*,
        concat_ws(' ', contexts.token, tokens.token) as term,
        case when contexts.token is null then tokens.token_kind else 'pair' end as term_kind

    from group_terms
    inner join vocabulary as tokens on {{ term_token('group_terms.term_id') }} = tokens.token_id
    left outer join vocabulary as contexts
        on {{ term_context('group_terms.term_id') }} = contexts.token_id

),

terms_listed as (

    select
        terms_named.*,
        {{ log_odds('user_count', 'other_user_count', 'user_use_count', 'other_user_use_count') }}
            as log_odds,
        {{ log_odds_score(
            'user_count', 'other_user_count', 'user_use_count', 'other_user_use_count'
        ) }} as log_odds_score,
        kinds_compared.noise_floor

    from terms_named
    inner join kinds_compared
        on
            terms_named.group_number = kinds_compared.group_number
            and terms_named.term_kind = kinds_compared.term_kind

),

final as (

    select
        -- ids
        groups_described.group_id,

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
        terms_listed.idf,
        coalesce(terms_listed.idf * weighted_terms.term_weight / groups_described.user_count, 0)
            as mean_tfidf,

        -- numerics: what sets the group apart
        terms_listed.log_odds,
        terms_listed.log_odds_score,
        terms_listed.noise_floor,

        -- booleans
        coalesce(terms_listed.log_odds_score > terms_listed.noise_floor, false) as is_typical,
        coalesce(terms_listed.log_odds_score < -terms_listed.noise_floor, false) as is_avoided

    from terms_listed
    inner join groups_described on terms_listed.group_number = groups_described.group_number
    left outer join weighted_terms
        on
            terms_listed.group_number = weighted_terms.group_number
            and terms_listed.term_id = weighted_terms.term_id

)

select * from final
