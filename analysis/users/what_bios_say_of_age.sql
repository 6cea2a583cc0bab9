-- How reliable is an age stated in a bio? Statements compared with labels, for labelled users. One
-- row per kind of statement.
-- Run: plumage ask analysis/users/what_bios_say_of_age.sql
with

features as (

    select * from marts.feat_users

),

labelled_users as (

    select * from marts.dim_age_users
    where role = 'labelled'

),

statements as (

    select
        user_id,
        'age' as statement,
        bio_stated_age_years as stated_age_years
    from features
    union all
    select
        user_id,
        'year of birth' as statement,
        bio_birth_year_age_years as stated_age_years
    from features
    union all
    select
        user_id,
        'class year' as statement,
        bio_class_year_age_years as stated_age_years
    from features

),

final as (

    select
        statements.statement,
        count(*) as user_count,
        median(abs(labelled_users.age_years - statements.stated_age_years))
            as median_absolute_error_years,
        round(
            avg((abs(labelled_users.age_years - statements.stated_age_years) <= 1)::integer), 3
        ) as within_one_year_share

    from statements
    inner join labelled_users on statements.user_id = labelled_users.user_id
    where statements.stated_age_years is not null
    group by statements.statement

)

select * from final
order by user_count desc;
