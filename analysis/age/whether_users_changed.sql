-- Do the users to predict resemble the training users? First kinds of words, accounts and settings
-- of which a stored model knows less than half, and age bands that are rarer or more frequent among
-- users of ages_test.csv; then features with other distributions. All by more than chance, the
-- largest differences first.
-- Run: plumage ask analysis/age/whether_users_changed.sql
with

drift as (

    select * from marts.fct_age_drift

),

known_facts as (

    select * from predictions.known_facts
    where subject = 'age'

),

label_shift as (

    select * from predictions.age_label_shift

),

final as (

    select
        source as feature,
        'all' as population,
        user_count,
        cast(null as double) as stability_index,
        cast(null as double) as expected_by_chance,
        cast(null as double) as chance_limit,
        verdict || ', ' || round(100 * known_share) || ' %' as verdict

    from known_facts
    where verdict = 'little known'

    union all

    select
        'age_band ' || age_band as feature,
        'target' as population,
        user_count,
        cast(null as double) as stability_index,
        cast(null as double) as expected_by_chance,
        cast(null as double) as chance_limit,
        verdict || ', ' || cast(100 * corrected_share as integer) || ' % for '
        || cast(100 * expected_share as integer) || ' %' as verdict

    from label_shift
    where verdict != 'no more than chance'

    union all

    select
        feature,
        population,
        user_count,
        round(stability_index, 3) as stability_index,
        round(expected_by_chance, 3) as expected_by_chance,
        round(chance_limit, 3) as chance_limit,
        verdict

    from drift
    where verdict in ('some drift', 'much drift')

)

select * from final
order by stability_index desc nulls first, feature asc, population asc;
