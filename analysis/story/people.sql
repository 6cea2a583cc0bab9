-- Who is in the data? One row.
with

users as (

    select * from marts.feat_users

),

labels as (

    select * from marts.dim_users
    where role = 'labelled' and age_years is not null

),

language_groups as (

    select sum(tweet_count) as norm_tweet_count from marts.dim_language_groups

),

warehouse as (

    select * from marts.dim_warehouse

),

final as (

    select
        'all' as row_key,
        (select count(*) from users) as user_count,
        (select sum(sampled_tweet_count)::bigint from users) as tweet_count,
        (select count(*) from labels) as labelled_user_count,
        (select quantile_disc(age_years, 0.5)::double from labels) as median_age_years,
        (select min(age_years)::double from labels) as youngest_age_years,
        (select max(age_years)::double from labels) as oldest_age_years,
        (select avg(case when age_years < 30 then 1.0 else 0.0 end) from labels)
            as under_30_share,
        (select count(*) from marts.dim_prediction_targets) as target_count,
        language_groups.norm_tweet_count,
        warehouse.raw_folder,
        warehouse.as_of::date as as_of_date,
        warehouse.min_group_users

    from warehouse
    cross join language_groups

)

select * from final;
