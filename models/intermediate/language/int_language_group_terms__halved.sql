with

group_terms as (

    select * from {{ ref('int_language_group_terms') }}
    where user_count >= {{ var('language_min_term_users') }} and {{ is_vector_term('term_id') }}

),

user_terms as (

    select * from {{ ref('int_language_user_terms__countable') }}

),

grouped_users as (

    select
        *,
        {{ noise_half_columns('user_id') }}

    from {{ ref('int_language_users__grouped') }}
    where is_member

),

final as (

    select
        -- ids
        group_terms.group_number,
        group_terms.term_id,

        -- numerics
        count(*) as user_count,
        {{ noise_half_counts('grouped_users.is_member', '1', '_user_count') }}

    from user_terms
    inner join grouped_users on user_terms.user_id = grouped_users.user_id
    inner join group_terms
        on
            grouped_users.group_number = group_terms.group_number
            and user_terms.term_id = group_terms.term_id
    group by group_terms.group_number, group_terms.term_id

)

select * from final
