-- Are the users to predict like those learned from? Features that are spread otherwise by more than
-- chance, the furthest first.
-- Run: duckdb plumage.duckdb < analysis/age/whether_users_changed.sql
with

drift as (

    select * from marts.fct_age_drift

),

final as (

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
order by stability_index desc, feature asc, population asc;
