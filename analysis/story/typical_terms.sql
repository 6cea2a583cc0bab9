-- Which terms does the group use more than others, beyond chance, and which lean to it? One row per
-- term: the first twelve of each list, all kinds together.
with

terms as (

    select * from marts.rpt_typical_terms
    where term_kind in ('word', 'hashtag', 'emoji')

),

ranked as (

    select
        *,
        row_number() over (
            partition by group_id, list_name
            order by
                case when list_name = 'central' then mean_tfidf else log_odds_score end desc,
                term asc
        ) as place

    from terms

),

final as (

    select
        group_id || '|' || list_name || '|' || place as row_key,
        group_id,
        list_name,
        place,
        term,
        term_kind,
        user_count,
        other_user_count,
        user_share,
        other_user_share,
        log_odds_score,
        q_value

    from ranked
    where place <= 12

)

select * from final
order by group_id asc, list_name asc, place asc;
