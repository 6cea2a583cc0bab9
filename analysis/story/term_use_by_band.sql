-- What share of each band writes the group's most typical terms? Shares of labelled users with own
-- words; bands of too few users are left out. One row per term and age band.
with

terms_ranked as (

    select
        term,
        term_kind,
        row_number() over (order by max(log_odds_score) desc, term asc) as place

    from marts.rpt_typical_terms
    where list_name in ('distinctive', 'leaning') and term_kind in ('word', 'hashtag', 'emoji')
    group by term, term_kind

),

labels as (

    select * from marts.dim_age_users
    where role = 'labelled' and age_years is not null

),

settings as (

    select min_group_users from marts.dim_warehouse

),

writers as (

    select distinct user_id from marts.fct_language_tweets

),

uses as (

    select distinct
        tweets.user_id,
        tokens.token

    from marts.fct_language_tokens as tokens
    inner join marts.fct_language_tweets as tweets on tokens.tweet_id = tweets.tweet_id
    inner join terms_ranked on tokens.token = terms_ranked.term
    where terms_ranked.place <= 10

),

bands_counted as (

    select
        age_bands.age_band_id,
        age_bands.age_band,
        count(*) as user_count

    from labels
    inner join writers on labels.user_id = writers.user_id
    inner join reference.ref_age_bands as age_bands on labels.age_band_id = age_bands.age_band_id
    group by age_bands.age_band_id, age_bands.age_band

),

uses_counted as (

    select
        labels.age_band_id,
        uses.token,
        count(*) as use_user_count

    from uses
    inner join labels on uses.user_id = labels.user_id
    group by labels.age_band_id, uses.token

),

final as (

    select
        terms_ranked.place || '|' || bands_counted.age_band_id as row_key,
        terms_ranked.place,
        terms_ranked.term,
        terms_ranked.term_kind,
        bands_counted.age_band_id,
        bands_counted.age_band,
        bands_counted.user_count,
        coalesce(uses_counted.use_user_count, 0) / bands_counted.user_count::double as user_share

    from terms_ranked
    cross join bands_counted
    cross join settings
    left outer join uses_counted
        on
            bands_counted.age_band_id = uses_counted.age_band_id
            and terms_ranked.term = uses_counted.token
    where terms_ranked.place <= 10 and bands_counted.user_count >= settings.min_group_users

)

select * from final
order by place, age_band_id;
