-- What becomes of the videos? One row per zone.
select
    zone as row_key,
    count(*) as video_count,
    avg(probability) as mean_probability

from marts.fct_claim_scores
group by zone
order by zone;
