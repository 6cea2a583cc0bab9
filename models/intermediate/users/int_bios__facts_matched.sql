with

bios as (

    select * from {{ ref('int_bios__text') }}

),

bio_patterns as (

    select * from {{ ref('ref_bio_patterns') }}

),

warehouse as (

    select * from {{ ref('int_warehouse__as_of') }}

),

bios_prepared as (

    select
        bios.user_id,
        {{ bio_for_patterns('bios.bio_text') }} as bio,
        year(warehouse.as_of) as as_of_year

    from bios
    cross join warehouse

),

bios_matched as (

    select
        user_id,
        bio,
        as_of_year,
        unnest({{ bio_pattern_ids('bio') }}) as bio_pattern_id

    from bios_prepared

),

numbers_captured as (

    select
        bios_matched.*,
        bio_patterns.fact,
        bio_patterns.preference,
        bio_patterns.age_at_event_years,
        bio_patterns.min_age_years,
        bio_patterns.max_age_years,
        case
            when bio_patterns.fact in ('stated_age', 'birth_year', 'class_year')
                then regexp_extract(bios_matched.bio, bio_patterns.pattern, 1)
        end as matched_number

    from bios_matched
    inner join bio_patterns on bios_matched.bio_pattern_id = bio_patterns.bio_pattern_id

),

-- Nobody is born in the future; a class may graduate up to ten years from now.
years_read as (

    select
        *,
        case fact
            when 'birth_year' then {{ four_digit_year('matched_number', 'as_of_year') }}
            when 'class_year' then {{ four_digit_year('matched_number', 'as_of_year', 10) }}
        end as stated_year

    from numbers_captured

),

ages_implied as (

    select
        *,
        case
            when fact = 'stated_age' then cast(matched_number as integer)
            else age_at_event_years + as_of_year - stated_year
        end as implied_age_years

    from years_read

),

-- Numbers that give no plausible age were something else: a date, a jersey, a joke.
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
        case when fact = 'class_year' then stated_year - as_of_year end as class_years_ahead

    from ages_implied
    where
        matched_number is null
        or (
            implied_age_years between min_age_years and max_age_years
            and implied_age_years between {{ var('plausible_age_years')[0] }}
            and {{ var('plausible_age_years')[1] }}
        )

)

select * from final
