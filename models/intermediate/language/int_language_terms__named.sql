with

tweet_terms as (

    select * from {{ ref('int_language_user_terms') }}

),

vocabulary as (

    select * from {{ ref('int_language_vocabulary') }}

),

terms_distinct as (

    select distinct term_id
    from tweet_terms

),

-- The upper 32 bits of a pair's id are its first token's.
final as (

    select
        -- ids
        terms_distinct.term_id,

        -- strings
        concat_ws(' ', first_tokens.token, last_tokens.token) as term,
        case when first_tokens.token is null then last_tokens.token_kind else 'pair' end
            as term_kind

    from terms_distinct
    inner join vocabulary as last_tokens
        on (terms_distinct.term_id & 4294967295) = last_tokens.token_id
    left outer join vocabulary as first_tokens
        on (terms_distinct.term_id >> 32) = first_tokens.token_id

)

select * from final
