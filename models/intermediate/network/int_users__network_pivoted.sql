{%- set measures = [
    'account_count', 'shared_share', 'mean_log_follower_count', 'mean_log_status_count',
    'mean_account_age_days', 'verified_share', 'default_language_share', 'mean_log_user_count',
    'mean_digits', 'shared_mean_digits', 'unshared_mean_digits', 'digits_6_share',
    'digits_7_share', 'digits_8_share', 'digits_9_share', 'digits_10_share',
    'up_to_7_digits_share', 'up_to_8_digits_share',
] -%}
with

networks as (

    select * from {{ ref('int_users__network') }}

),

account_ids as (

    select * from {{ ref('int_users__account_ids') }}

),

measures_united as (

    select * from networks
    union all by name
    select * from account_ids

),

-- Each measure is in one of the two tables, one row per user and relation: each maximum is of one
-- value.
final as (

    select
        -- ids
        user_id,

        -- numerics
        {% for measure in measures -%}
            max({{ measure }}) filter (where relation = 'follows') as followed_{{ measure }},
            max({{ measure }}) filter (where relation = 'mentions') as mentioned_{{ measure }},
        {% endfor -%}

        -- numerics: of mentions alone
        max(mentions_per_account) as mentions_per_account,
        max(mean_handle_length) as mentioned_mean_handle_length,
        max(mean_handle_digits) as mentioned_mean_handle_digits,
        max(mean_handle_underscores) as mentioned_mean_handle_underscores

    from measures_united
    group by user_id

)

select * from final
