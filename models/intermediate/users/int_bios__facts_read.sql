with

patterns_matched as (

    select * from {{ ref('int_bios__patterns_matched') }}

),

bio_patterns as (

    select * from {{ ref('ref_bio_patterns') }}

),

warehouse as (

    select * from {{ ref('int_warehouse__as_of') }}

),

matches_joined_to_patterns as (

    select
        patterns_matched.user_id,
        patterns_matched.matched_number,
        bio_patterns.*,
        year(warehouse.as_of) as as_of_year

    from patterns_matched
    inner join bio_patterns
        on patterns_matched.bio_pattern_id = bio_patterns.bio_pattern_id
    cross join warehouse

),

-- Nobody is born in the future; a class may graduate up to ten years from now.
years_read as (

    select
        *,
        case fact
            when 'birth_year' then {{ four_digit_year('matched_number', 'as_of_year') }}
            when 'class_year' then {{ four_digit_year('matched_number', 'as_of_year', 10) }}
        end as stated_year

    from matches_joined_to_patterns

),

ages_implied as (

    select
        *,
        case
            when fact in ('stated_age', 'number') then try_cast(matched_number as integer)
            else age_at_event_years + as_of_year - stated_year
        end as implied_age_years,
        case when fact = 'class_year' then stated_year - as_of_year end as class_years_ahead

    from years_read

),

-- The limits say at which age a statement is believed. A class that is still further off than its
-- pattern's youngest age may be one of high school or college: it is kept, its age is not guessed.
ages_checked as (

    select
        * exclude (implied_age_years),
        case
            when
                implied_age_years between min_age_years and max_age_years
                and implied_age_years between {{ var('plausible_age_years')[0] }}
                and {{ var('plausible_age_years')[1] }}
                then implied_age_years
        end as implied_age_years

    from ages_implied

),

-- Other numbers were something else: a date, a jersey, a joke.
final as (

    select
        -- ids
        user_id,
        bio_pattern_id,

        -- strings
        fact,
        matched_number,

        -- numerics
        preference,
        implied_age_years,
        class_years_ahead

    from ages_checked
    where
        matched_number is null
        or implied_age_years is not null
        or class_years_ahead between 0 and 5

)

select * from final
