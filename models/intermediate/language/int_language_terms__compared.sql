with

group_terms as (

    select * from {{ ref('int_language_group_terms') }}
    where {{ is_vector_term('term_id') }}

),

vocabulary as (

    select * from {{ ref('int_language_vocabulary') }}

),

counted_users as (

    select * from {{ ref('int_language_users__counted') }}

),

groups_counted as (

    select
        group_number,
        max(group_user_count) as user_count,
        max(other_user_count) as other_user_count

    from counted_users
    where group_user_count > 0
    group by group_number

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

-- Totals of each side, where each use is a pair of user and term.
kinds_totalled as (

    select
        group_number,
        term_kind,
        cast(sum(user_count) as bigint) as user_use_count,
        cast(sum(other_user_count) as bigint) as other_user_use_count

    from terms_named
    group by group_number, term_kind

),

final as (

    select
        -- ids
        terms_named.group_number,
        terms_named.term_id,

        -- strings
        terms_named.term,
        terms_named.term_kind,

        -- numerics
        terms_named.use_count,
        terms_named.tweet_count,
        terms_named.user_count,
        terms_named.other_user_count,
        terms_named.idf,
        {{ log_odds(
            'terms_named.user_count', 'terms_named.other_user_count',
            'user_use_count', 'other_user_use_count'
        ) }} as log_odds,
        {{ log_odds_score(
            'terms_named.user_count', 'terms_named.other_user_count',
            'user_use_count', 'other_user_use_count'
        ) }} as log_odds_score,
        plumage_fisher(
            terms_named.user_count,
            terms_named.other_user_count,
            groups_counted.user_count,
            groups_counted.other_user_count
        ) as p_value

    from terms_named
    inner join kinds_totalled
        on
            terms_named.group_number = kinds_totalled.group_number
            and terms_named.term_kind = kinds_totalled.term_kind
    inner join groups_counted on terms_named.group_number = groups_counted.group_number
    where
        terms_named.user_count + terms_named.other_user_count
        >= {{ var('language_min_term_users') }}

)

select * from final
