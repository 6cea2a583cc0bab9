{#
    Typed columns of an account from its parsed JSON, before impossible values are set to NULL.
    Shared by the profiles of users, followed and mentioned accounts.
#}
{% macro account_columns(account) -%}
    -- strings
        nullif({{ account }}.screen_name, '') as screen_name,
        nullif({{ account }}.name, '') as display_name,
        nullif({{ account }}.description, '') as description,
        nullif({{ account }}.location, '') as location,
        nullif({{ account }}.url, '') as url,
        nullif({{ account }}.lang, '') as interface_language,
        nullif({{ account }}.time_zone, '') as time_zone,
        nullif({{ account }}.profile_link_color, '') as profile_link_color,
        nullif({{ account }}.profile_background_color, '') as profile_background_color,
        nullif({{ account }}.profile_text_color, '') as profile_text_color,
        nullif({{ account }}.profile_sidebar_fill_color, '') as profile_sidebar_fill_color,

        -- numerics
        try_cast({{ count_from_text(account ~ '.utc_offset') }} as integer) as utc_offset_seconds,
        {{ count_from_text(account ~ '.followers_count') }} as follower_count,
        {{ count_from_text(account ~ '.friends_count') }} as friend_count,
        {{ count_from_text(account ~ '.listed_count') }} as listed_count,
        {{ count_from_text(account ~ '.favourites_count') }} as favourite_count,
        {{ count_from_text(account ~ '.statuses_count') }} as status_count,
        len({{ account }}.entities.description.urls) as description_url_count,

        -- booleans
        {{ flag_from_text(account ~ '.protected') }} as is_protected,
        {{ flag_from_text(account ~ '.verified') }} as is_verified,
        {{ flag_from_text(account ~ '.geo_enabled') }} as is_geo_enabled,
        {{ flag_from_text(account ~ '.default_profile') }} as is_default_profile,
        {{ flag_from_text(account ~ '.default_profile_image') }} as is_default_profile_image,
        {{ flag_from_text(account ~ '.is_translator') }} as is_translator,
        {{ flag_from_text(account ~ '.is_translation_enabled') }} as is_translation_enabled,
        {{ flag_from_text(account ~ '.contributors_enabled') }} as is_contributors_enabled,
        {{ flag_from_text(account ~ '.profile_use_background_image') }} as has_background_image,
        {{ flag_from_text(account ~ '.profile_background_tile') }} as has_background_tile,
        coalesce({{ account }}.profile_banner_url, '') != '' as has_banner,

        -- timestamps
        {{ time_from_text(account ~ '.created_at') }} as created_at
{%- endmacro %}


{# Names of those columns by group, as in {{ account_columns }}. #}
{% macro account_columns_checked() -%}
    -- strings
        screen_name,
        display_name,
        description,
        location,
        url,
        interface_language,
        time_zone,
        profile_link_color,
        profile_background_color,
        profile_text_color,
        profile_sidebar_fill_color,

        -- numerics
        {{ null_if_broken('utc_offset_seconds', ['utc_offset_out_of_range']) }}
            as utc_offset_seconds,
        {{ null_if_broken('follower_count', ['follower_count_negative']) }} as follower_count,
        {{ null_if_broken('friend_count', ['friend_count_negative']) }} as friend_count,
        {{ null_if_broken('listed_count', ['listed_count_negative']) }} as listed_count,
        {{ null_if_broken('favourite_count', ['favourite_count_negative']) }} as favourite_count,
        {{ null_if_broken('status_count', ['status_count_negative']) }} as status_count,
        description_url_count,

        -- booleans
        is_protected,
        is_verified,
        is_geo_enabled,
        is_default_profile,
        is_default_profile_image,
        is_translator,
        is_translation_enabled,
        is_contributors_enabled,
        has_background_image,
        has_background_tile,
        has_banner,

        -- timestamps
        {{ null_if_broken(
            'created_at', ['account_created_before_twitter', 'account_created_in_future']
        ) }} as created_at,

        -- lists
        {{ impossible_values(dict(account_count_rules(), **account_time_rules())) }}
            as impossible_values
{%- endmacro %}


{# Rules broken by an account's values. #}
{% macro account_broken_rules() -%}
    {{ broken_rules(account_count_rules(), time_checks=account_time_rules()) }}
{%- endmacro %}


{% macro account_count_rules() -%}
    {{ return({
        'follower_count_negative': 'follower_count',
        'friend_count_negative': 'friend_count',
        'listed_count_negative': 'listed_count',
        'favourite_count_negative': 'favourite_count',
        'status_count_negative': 'status_count',
        'utc_offset_out_of_range': 'utc_offset_seconds',
    }) }}
{%- endmacro %}


{% macro account_time_rules() -%}
    {{ return({
        'account_created_before_twitter': 'created_at',
        'account_created_in_future': 'created_at',
    }) }}
{%- endmacro %}


{#
    CTEs of the latest profile of each followed or mentioned account, with impossible values set to
    NULL, from the records in `accounts`.
#}
{% macro latest_accounts(accounts) -%}
accounts_typed as (

    select
        account_id,
        file_path,
        record_number,
        record_hash,
        {{ account_columns('account') }},
        {{ id_from_text('account.status.id') }} as latest_status_id,
        {{ time_from_text('account.status.created_at') }} as latest_status_at

    from {{ accounts }}
    where rejection_reason is null

),

accounts_checked as (

    select
        *,
        {{ account_broken_rules() }} as broken_rules,
        len({{ broken_rules({}, tweet_time_rules('latest_status_at')) }}) = 0
            as has_plausible_status_time

    from accounts_typed

),

final as (

    select
        -- ids
        account_id,
        latest_status_id,

        {{ account_columns_checked() }},
        case when has_plausible_status_time then latest_status_at end as latest_status_at,

        -- origin
        file_path,
        record_number

    from accounts_checked
    -- The content of a record decides which version wins, never its time of arrival.
    qualify row_number() over (
        partition by account_id
        order by
            case when has_plausible_status_time then latest_status_at end desc nulls last,
            accounts_checked.status_count desc nulls last,
            file_path desc,
            record_hash desc,
            record_number asc
    ) = 1

)
{%- endmacro %}
