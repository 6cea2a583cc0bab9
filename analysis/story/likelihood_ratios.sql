-- Does a block add anything to the ordinal regression? One row per block tested.
select
    subject as row_key,
    p_value,
    statistic,
    degrees_of_freedom,
    user_count,
    verdict

from predictions.age_model_tests
where test = 'likelihood_ratio'
order by row_key;
