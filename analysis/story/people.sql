-- Who is in the data? One row.
with

users_counted as (

    select
        count(*) as user_count,
        sum(sampled_tweet_count)::bigint as tweet_count

    from marts.feat_users

),

labels_counted as (

    select
        count(*) as labelled_user_count,
        quantile_disc(age_years, 0.5)::double as median_age_years,
        min(age_years)::double as youngest_age_years,
        max(age_years)::double as oldest_age_years

    from marts.dim_age_users
    where role = 'labelled' and age_years is not null

),

targets_counted as (

    select count(*) as target_count from marts.dim_prediction_targets

),

warehouse as (

    select * from marts.dim_warehouse

),

final as (

    select
        'all' as row_key,
        users_counted.user_count,
        users_counted.tweet_count,
        users_counted.tweet_count / users_counted.user_count::double as tweets_per_user,
        labels_counted.labelled_user_count,
        labels_counted.median_age_years,
        labels_counted.youngest_age_years,
        labels_counted.oldest_age_years,
        targets_counted.target_count,
        warehouse.raw_folder,
        warehouse.as_of::date as as_of_date,
        warehouse.min_group_users,
        warehouse.show_texts

    from warehouse
    cross join users_counted
    cross join labels_counted
    cross join targets_counted

)

select * from final;
