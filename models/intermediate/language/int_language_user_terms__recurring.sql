with

tokens as (

    select * from {{ ref('int_language_tokens__numbered') }}

),

terms_listed as (

    {{ listed_terms('tokens') | indent(4) }}

),

final as (

    select
        -- ids
        user_id,
        term_id,
        min(tweet_id) as first_tweet_id

    from terms_listed
    group by user_id, term_id
    having count(*) > 1

)

select * from final
