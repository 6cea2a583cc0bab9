-- Which followed accounts say most about age? Accounts that at least ten labelled users follow, by
-- the mean age of those users. Based on labels: for reading, never for prediction.
-- Run: plumage ask analysis/users/followed_accounts_by_age.sql
with

followed_accounts as (

    select * from marts.feat_user_accounts
    where relation = 'follows'

),

labelled_users as (

    select * from marts.dim_age_users
    where role = 'labelled'

),

final as (

    select
        followed_accounts.account_id,
        count(*) as labelled_user_count,
        median(labelled_users.age_years) as median_age_years,
        round(avg(labelled_users.age_years), 1) as mean_age_years

    from followed_accounts
    inner join labelled_users on followed_accounts.user_id = labelled_users.user_id
    group by followed_accounts.account_id
    having count(*) >= 10

)

select * from final
order by mean_age_years desc, account_id asc;
