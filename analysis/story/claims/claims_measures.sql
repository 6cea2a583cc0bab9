-- How are counts and lengths distributed among claims and among opinions? One row per measure.
select
    claims.measure as row_key,
    replace(replace(claims.measure, '_count', 's'), '_', ' ') as title,
    claims.median as claim_median,
    opinions.median as opinion_median,
    claims.largest as claim_largest,
    opinions.largest as opinion_largest,
    everything.outlier_count,
    everything.outlier_count / cast(everything.video_count as double) as outlier_share

from marts.rpt_claims_measures as claims
inner join marts.rpt_claims_measures as opinions
    on claims.measure = opinions.measure
inner join marts.rpt_claims_measures as everything
    on claims.measure = everything.measure
where
    claims.label_group = 'claim'
    and opinions.label_group = 'opinion'
    and everything.label_group = 'all'
order by claims.measure not like '%_count', claims.measure = 'view_count' desc, claims.measure;
