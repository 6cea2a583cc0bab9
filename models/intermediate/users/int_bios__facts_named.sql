with

bio_facts as (

    select * from {{ ref('int_users__bio_facts') }}

),

warehouse as (

    select * from {{ ref('int_warehouse__as_of') }}

),

-- Years instead of the ages that follow from them, as people wrote them.
facts_listed as (

    select
        bio_facts.user_id,
        unnest([
            'age_' || bio_facts.bio_stated_age_years,
            'birth_' || (year(warehouse.as_of) - bio_facts.bio_birth_year_age_years),
            'class_' || (year(warehouse.as_of) + bio_facts.bio_class_years_ahead)
        ]) as fact_name

    from bio_facts
    cross join warehouse

),

final as (

    select * from facts_listed
    where fact_name is not null

)

select * from final
