with

user_terms as (

    select * from {{ ref('int_user_terms__counted') }}

),

-- A term of one user alone says nothing about anyone else; counted first, so that the many such
-- terms are never sorted or held.
terms_shared as (

    select
        term_source,
        term_kind,
        term,
        count(*) as term_user_count

    from user_terms
    group by term_source, term_kind, term
    having count(*) >= {{ var('term_min_users') }}

),

final as (

    select
        -- ids
        user_terms.user_id,

        -- strings
        user_terms.term_source,
        user_terms.term_kind,
        user_terms.term,

        -- numerics
        user_terms.term_count,
        terms_shared.term_user_count

    from user_terms
    inner join terms_shared
        on
            user_terms.term_source = terms_shared.term_source
            and user_terms.term_kind = terms_shared.term_kind
            and user_terms.term = terms_shared.term

)

select * from final
