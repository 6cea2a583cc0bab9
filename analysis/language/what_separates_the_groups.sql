-- Which terms does each group use more than other labelled users, and which less?
-- Build with `--vars '{language_groups: all_bands}'` to compare all age bands. The
-- ten terms at either end, with their counts; one row per group, side and term.
-- Run: plumage ask analysis/language/what_separates_the_groups.sql
with

term_norms as (

    select * from marts.fct_term_norms
    where log_odds_score is not null

),

terms_ranked as (

    select
        *,
        row_number() over (partition by group_id order by log_odds_score desc, term asc)
            as place_above,
        row_number() over (partition by group_id order by log_odds_score asc, term asc)
            as place_below

    from term_norms

),

final as (

    select
        group_id,
        case when place_above <= 10 then 'more in the group' else 'more in the others' end as side,
        term,
        term_kind,
        user_count,
        other_user_count,
        round(user_share, 3) as user_share,
        round(other_user_share, 3) as other_user_share,
        round(log_odds_score, 2) as log_odds_score,
        round(q_value, 3) as q_value,
        is_typical or is_avoided as is_above_chance

    from terms_ranked
    where place_above <= 10 or place_below <= 10

)

select * from final
order by group_id asc, log_odds_score desc, term asc;
