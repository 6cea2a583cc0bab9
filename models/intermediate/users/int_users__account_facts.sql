with

profiles as (

    select * from {{ ref('stg_twitter__profiles') }}

),

warehouse as (

    select * from {{ ref('int_warehouse__as_of') }}

),

accounts_aged as (

    select
        profiles.*,
        {{ age_in_days('profiles.created_at', 'warehouse.as_of') }} as account_age_days,
        -- An account younger than a day has no rate a day yet: it counts as one day old.
        {{ age_in_days('profiles.created_at', 'warehouse.as_of', minimum_days=1) }} as rate_days

    from profiles
    cross join warehouse

),

final as (

    select
        -- ids
        user_id,

        -- strings
        lower(interface_language) as interface_language,

        -- numerics
        account_age_days,
        {{ log_count('follower_count') }} as log_follower_count,
        {{ log_count('friend_count') }} as log_friend_count,
        {{ log_count('listed_count') }} as log_listed_count,
        {{ log_count('favourite_count') }} as log_favourite_count,
        {{ log_count('status_count') }} as log_status_count,
        {{ log_count('status_count / rate_days') }} as log_statuses_per_day,
        {{ log_count('favourite_count / rate_days') }} as log_favourites_per_day,
        -- One is added on both sides: an account that follows nobody has a ratio too.
        round(ln((1.0 + follower_count) / (1.0 + friend_count)), 9) as log_followers_per_friend,
        round(ln((1.0 + listed_count) / (1.0 + follower_count)), 9) as log_listed_per_follower,
        {{ log_count('follower_count / rate_days') }} as log_followers_per_day,
        round(ln((1.0 + favourite_count) / (1.0 + status_count)), 9) as log_favourites_per_status,
        utc_offset_seconds / 3600.0 as utc_offset_hours,
        cast(hour(created_at) as integer) as joined_hour,
        -- Ids are given upwards: their length tells when an account was opened.
        {{ id_digit_count('user_id') }} as user_id_digit_count,
        length(screen_name) as screen_name_character_count,
        length(regexp_replace(screen_name, '[^0-9]', '', 'g')) as screen_name_digit_count,
        length(display_name) as display_name_character_count,

        -- booleans
        is_recovered_from_tweet,
        is_default_profile as has_default_profile,
        is_default_profile_image as has_default_profile_image,
        has_banner,
        has_background_image,
        has_background_tile,
        url is not null as has_url,
        location is not null as has_location,
        -- "Austin, Texas" is an address, "wherever you are" is not.
        contains(location, ',') as location_has_comma,
        time_zone is not null as has_time_zone,
        is_geo_enabled,
        is_verified,
        is_protected,
        contains(screen_name, '_') as screen_name_has_underscore,
        -- Most symbols of the Unicode class "So" are emoji.
        regexp_matches(display_name, '\p{So}') as display_name_has_symbol,
        regexp_matches(display_name, '\p{L}')
        and display_name = lower(display_name) as display_name_is_lower_case

    from accounts_aged

)

select * from final
