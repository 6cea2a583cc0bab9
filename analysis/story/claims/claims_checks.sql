-- Do the assumptions of the regression hold? Is a column a copy of the answer? One row per check.
select
    test || ' ' || tested as row_key,
    test,
    tested,
    statistic,
    degrees_of_freedom,
    p_value,
    verdict

from predictions.model_tests
where subject = 'claims'
order by test asc, statistic desc, tested asc;
