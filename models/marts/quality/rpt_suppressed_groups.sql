{%- set small_groups = 'user_count < ' ~ var('min_group_users') -%}
{%- set small_terms = small_groups
    ~ ' and (log_odds_score > 0 or user_count >= ' ~ var('language_min_term_users') ~ ')' -%}
{#- Report, what it leaves out, and the rows to count: where, and which. -#}
{%- set suppressions = [
    ('marts.rpt_typical_terms', 'terms', ref('fct_term_norms'), small_terms),
    ('marts.rpt_typical_tweets', 'lists', ref('dim_language_groups'), small_groups),
    ('marts.rpt_typical_tweets', 'words in reasons', 'typical_drivers', 'driver.term is null'),
    ('marts.rpt_unusual_tweets', 'lists', ref('dim_language_groups'), small_groups),
    ('marts.rpt_unusual_tweets', 'words in reasons', 'unusual_drivers', 'driver.term is null'),
    ('marts.rpt_behaviour_by_age_band', 'comparisons of behaviour',
        ref('rpt_behaviour_by_age_band'), 'is_suppressed'),
    ('marts.rpt_posting_hours_by_age_band', 'hours of the week',
        ref('rpt_posting_hours_by_age_band'), 'is_suppressed'),
    ('marts.rpt_daily_hours_by_age_band', 'hours of the day',
        ref('rpt_daily_hours_by_age_band'), 'is_suppressed'),
    ('marts.rpt_emoji_by_age_band', 'emoji', ref('fct_emoji_by_age_band'), 'is_suppressed'),
    ('marts.rpt_age_band_calibration', 'bins of probabilities',
        ref('rpt_age_band_calibration'), 'is_suppressed'),
    ('marts.rpt_audience_by_age_band', 'audiences',
        ref('rpt_audience_by_age_band'), 'is_suppressed'),
    ('marts.rpt_active_minutes_by_age_band', 'age bands', 'active_minutes', 'is_suppressed'),
    ('predictions.errors_by_group', 'errors of groups',
        source('predictions', 'errors_by_group'), 'is_suppressed'),
    ('predictions.targeting', 'ways of targeting',
        source('predictions', 'targeting'), 'is_suppressed'),
    ('predictions.age_threshold_calibration', 'calibrations',
        source('predictions', 'age_threshold_calibration'), 'is_suppressed'),
    ('predictions.interval_cover', 'covers of groups',
        source('predictions', 'interval_cover'), 'cover is null'),
    ('predictions.age_band_set_cover', 'covers of groups',
        source('predictions', 'age_band_set_cover'), 'cover is null'),
] -%}
with

active_minutes as (

    {{ rows_if_built(ref('rpt_active_minutes_by_age_band'), {'is_suppressed': 'boolean'}) }}

),

typical_drivers as (

    select unnest(surprisal_drivers) as driver from {{ ref('rpt_typical_tweets') }}
    union all
    select unnest(cosine_drivers) as driver from {{ ref('rpt_typical_tweets') }}

),

unusual_drivers as (

    select unnest(surprisal_drivers) as driver from {{ ref('rpt_unusual_tweets') }}
    union all
    select unnest(cosine_drivers) as driver from {{ ref('rpt_unusual_tweets') }}

),

suppressions as (

    {% for table_name, suppressed_kind, rows, condition in suppressions %}
        select
            '{{ table_name }}' as table_name,
            '{{ suppressed_kind }}' as suppressed_kind,
            count(*) as suppressed_count

        from {{ rows }}
        where {{ condition }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}

),

final as (

    select
        -- strings
        table_name,
        suppressed_kind,

        -- numerics
        suppressed_count,
        cast({{ var('min_group_users') }} as integer) as min_group_users

    from suppressions

)

select * from final
