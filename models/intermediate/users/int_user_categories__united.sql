{#- Names that a profile gives, by category: each user has at most one of them. -#}
{%- set profile_values = {
    'time_zone': 'time_zone',
    'interface_language': 'lower(interface_language)',
    'link_colour': 'lower(profile_link_color)',
    'background_colour': 'lower(profile_background_color)',
    'fill_colour': 'lower(profile_sidebar_fill_color)',
    'text_colour': 'lower(profile_text_color)',
    'joined_year': 'cast(year(created_at) as varchar)',
} -%}
with

profiles as (

    select * from {{ ref('stg_twitter__profiles') }}

),

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

values_united as (

    {% for category, value in profile_values.items() -%}
        select
            user_id,
            '{{ category }}' as category,
            {{ value }} as value
        from profiles
        union all
    {% endfor -%}
    select
        user_id,
        'app' as category,
        source_app as value
    from tweets
    union all
    select
        user_id,
        'tweet_language' as category,
        {{ known_language('lang') }} as value
    from tweets

),

values_counted as (

    select
        user_id,
        category,
        value,
        count(*) as row_count

    from values_united
    where value is not null
    group by user_id, category, value

),

final as (

    select
        -- ids
        user_id,

        -- strings
        category,
        value,

        -- numerics
        round(row_count / sum(row_count) over (partition by user_id, category), 9) as value_share

    from values_counted

)

select * from final
