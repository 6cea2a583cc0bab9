with

user_terms as (

    select * from {{ ref('int_language_user_terms__countable') }}
    where {{ is_vector_term('term_id') }}

),

vocabulary as (

    select * from {{ ref('int_language_vocabulary') }}

),

grouped_users as (

    select
        *,
        {{ noise_half_columns('user_id') }}

    from {{ ref('int_language_users__grouped') }}
    where membership != 'outsider'

),

user_kinds_counted as (

    select
        user_terms.user_id,
        coalesce(vocabulary.token_kind, 'pair') as term_kind,
        count(*) as term_count

    from user_terms
    left outer join vocabulary on user_terms.term_id = vocabulary.token_id
    group by user_terms.user_id, vocabulary.token_kind

),

final as (

    select
        -- ids
        grouped_users.group_number,

        -- strings
        user_kinds_counted.term_kind,

        -- numerics: uses, each a user and a term
        {{ count_where('grouped_users.is_member', 'term_count') }} as user_use_count,
        {{ count_where('grouped_users.is_other_group', 'term_count') }} as other_user_use_count,
        {{ noise_half_counts('grouped_users.is_member', 'term_count', '_use_count') }}

    from user_kinds_counted
    inner join grouped_users on user_kinds_counted.user_id = grouped_users.user_id
    group by grouped_users.group_number, user_kinds_counted.term_kind

)

select * from final
