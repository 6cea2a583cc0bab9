{#- Classes of id length; the platform assigned ids in ascending order. -#}
{%- set lengths = {
    'digits_6_share': 'digit_count <= 6',
    'digits_7_share': 'digit_count = 7',
    'digits_8_share': 'digit_count = 8',
    'digits_9_share': 'digit_count = 9',
    'digits_10_share': 'digit_count >= 10',
    'up_to_7_digits_share': 'digit_count <= 7',
    'up_to_8_digits_share': 'digit_count <= 8',
} -%}
with

user_accounts as (

    select * from {{ ref('int_user_accounts__united') }}

),

mentions as (

    select * from {{ ref('stg_twitter__mentions') }}

),

-- As a column, since a join on a condition of only one side would compare all pairs of rows.
handles_given as (

    select
        *,
        'mentions' as relation

    from mentions

),

accounts_measured as (

    select
        user_accounts.*,
        {{ id_digit_count('user_accounts.account_id') }} as digit_count,
        user_accounts.account_user_count >= {{ var('network_min_followers') }} as is_shared,
        handles_given.mentioned_handle as handle

    from user_accounts
    left outer join handles_given
        on
            user_accounts.relation = handles_given.relation
            and user_accounts.user_id = handles_given.user_id
            and user_accounts.account_id = handles_given.mentioned_user_id

),

final as (

    select
        -- ids
        user_id,

        -- strings
        relation,

        -- numerics: ids
        {% for name, condition in lengths.items() -%}
            {{ share(condition) }} as {{ name }},
        {% endfor -%}
        {{ mean('digit_count') }} as mean_digits,
        {{ mean('case when is_shared then digit_count end') }} as shared_mean_digits,
        {{ mean('case when not is_shared then digit_count end') }} as unshared_mean_digits,

        -- numerics: how well known the accounts are among the users
        {{ mean('ln(account_user_count)') }} as mean_log_user_count,

        -- numerics: handles
        {{ mean('length(handle)') }} as mean_handle_length,
        {{ mean(count_characters('handle', '[0-9]')) }} as mean_handle_digits,
        {{ mean(count_characters('handle', '_')) }} as mean_handle_underscores

    from accounts_measured
    group by user_id, relation

)

select * from final
