-- What is typical of a group's language (default: users under 30)? First terms used more than by
-- others, beyond chance, then the centre of its vocabulary. One row per term.
-- Run: plumage ask analysis/language/typical_of_the_group.sql
select
    group_id,
    list_name,
    term_kind,
    report_rank,
    term,
    user_count,
    other_user_count,
    round(log_odds_score, 2) as log_odds_score,
    round(q_value, 3) as q_value,
    reason

from marts.rpt_typical_terms
where report_rank <= 15
order by
    group_id,
    array_position(['distinctive', 'leaning', 'central'], list_name),
    term_kind,
    report_rank;
