with

age_labels as (

    select * from {{ ref('stg_twitter__age_labels') }}

),

finding_rules as (

    select * from {{ ref('ref_finding_rules') }}

),

ages_counted as (

    select
        age_years,
        count(*) as user_count

    from age_labels
    where age_years is not null
    group by age_years

),

ages_beside_their_neighbours as (

    select
        ages_counted.age_years,
        ages_counted.user_count,
        greatest(coalesce(younger.user_count, 0), coalesce(older.user_count, 0))
            as larger_neighbour_count

    from ages_counted
    left outer join ages_counted as younger
        on ages_counted.age_years = younger.age_years + 1
    left outer join ages_counted as older
        on ages_counted.age_years = older.age_years - 1

),

heaps as (

    select
        *,
        user_count >= {{ rule_number('label_heaped', 'minimum_rows') }}
        and user_count >= {{ rule_number('label_heaped') }} * larger_neighbour_count as is_heap

    from ages_beside_their_neighbours

),

years_stated as (

    select
        *,
        stated_age_years between 1900 and year({{ run_start_time() }}) as is_year

    from age_labels

),

years_counted as (

    select
        count(*) filter (where is_year) as year_count,
        count(*) as label_count,
        min(stated_age_years) filter (where is_year) as first_year,
        max(stated_age_years) filter (where is_year) as last_year

    from years_stated

),

final as (

    select
        'label_heaped' as rule_id,
        'label' as entity,
        coalesce(sum(user_count) filter (where is_heap), 0)::bigint as finding_count,
        coalesce(sum(user_count), 0)::bigint as row_count,
        -- Ages of groups, never of a person: a heap has as many users as the rule requires.
        string_agg(age_years || ': ' || user_count, ', ' order by age_years) filter (where is_heap)
            as examples

    from heaps
    union all
    select
        'label_year_of_birth' as rule_id,
        'label' as entity,
        if(
            year_count > {{ rule_number('label_year_of_birth') }} * label_count, year_count, 0
        ) as finding_count,
        label_count as row_count,
        first_year || ' and ' || last_year as examples

    from years_counted

)

select * from final
