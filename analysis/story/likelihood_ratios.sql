-- Does a block add anything to the ordinal regression? One row per block tested.
select
    tested as row_key,
    p_value,
    statistic,
    degrees_of_freedom,
    user_count,
    verdict

from predictions.model_tests
where
    subject = 'age'
    and test = 'likelihood_ratio'
order by row_key;
