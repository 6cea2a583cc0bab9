with

profiles as (

    select * from {{ ref('stg_twitter__profiles') }}

),

warehouse as (

    select * from {{ ref('int_warehouse__as_of') }}

),

-- Two or four digits at the end of a handle are often a year of birth.
handles_read as (

    select
        profiles.*,
        year(warehouse.as_of) as as_of_year,
        nullif(regexp_extract(profiles.screen_name, '[^0-9]((?:19|20)?[0-9]{2})$', 1), '')
            as last_digits

    from profiles
    cross join warehouse

),

ages_implied as (

    select
        *,
        as_of_year - {{ four_digit_year('last_digits', 'as_of_year') }} as handle_age_years

    from handles_read

),

final as (

    select
        -- ids
        user_id,

        -- numerics
        case
            when
                handle_age_years between {{ var('plausible_age_years')[0] }}
                and {{ var('plausible_age_years')[1] }}
                then handle_age_years
        end as screen_name_birth_year_age_years,
        {{ count_matches('display_name', '[^\\s]+') }} as display_name_word_count,
        {{ count_characters('display_name', '\\p{Lu}') }} as display_name_capital_count,
        {{ count_characters('display_name', '[^\\x00-\\x7F]') }} as display_name_other_sign_count,
        length(location) as location_character_count,

        -- booleans
        regexp_full_match(trim(display_name), '\p{Lu}\p{Ll}+(?: \p{Lu}[\p{Ll}.]*)+')
            as display_name_is_full_name,
        regexp_matches(display_name, '\p{L}') and display_name = upper(display_name)
            as display_name_is_upper_case,
        -- "Austin, TX" and "London, England" are written so; "your dreams" is not.
        regexp_full_match(trim(location), '\p{Lu}[\p{L}. ]+, ?\p{Lu}[\p{L}. ]+')
            as location_is_place_and_region,
        regexp_matches(location, '\p{L}') and location = lower(location)
            as location_is_lower_case,
        regexp_matches(location, '\p{So}') as location_has_symbol

    from ages_implied

)

select * from final
