-- How many behaviours were compared, and how many differ by more than chance? One row.
select
    'all' as row_key,
    count(distinct measure) as measure_count,
    count(*) as comparison_count,
    count(*) filter (where verdict in ('more', 'less')) as differing_count,
    count(distinct measure) filter (where verdict in ('more', 'less')) as differing_measure_count,
    count(*) filter (where is_suppressed) as suppressed_count,
    count(*) filter (where verdict = 'may be chance') as chance_count

from marts.rpt_behaviour_by_age_band;
