with

recurring_terms as (

    select * from {{ ref('int_language_user_terms__recurring') }}

),

tokens as (

    select * from {{ ref('int_language_tokens__numbered') }}

),

tweets as (

    select * from {{ ref('int_language_tweets__deduplicated') }}

),

terms_listed as (

    {{ listed_terms('tokens') | indent(4) }}

),

-- Most terms of a user are said once: those need no counting by tweet.
only_uses as (

    select
        terms_listed.tweet_id,
        terms_listed.user_id,
        terms_listed.term_id,
        1 as term_count,
        true as is_only_use,
        true as is_first_tweet

    from terms_listed
    anti join recurring_terms
        on
            terms_listed.user_id = recurring_terms.user_id
            and terms_listed.term_id = recurring_terms.term_id

),

recurring_uses_counted as (

    select
        terms_listed.tweet_id,
        terms_listed.user_id,
        terms_listed.term_id,
        count(*) as term_count,
        false as is_only_use,
        terms_listed.tweet_id = any_value(recurring_terms.first_tweet_id) as is_first_tweet

    from terms_listed
    inner join recurring_terms
        on
            terms_listed.user_id = recurring_terms.user_id
            and terms_listed.term_id = recurring_terms.term_id
    group by terms_listed.tweet_id, terms_listed.user_id, terms_listed.term_id

),

terms_united as (

    select * from only_uses

    union all

    select * from recurring_uses_counted

),

final as (

    select
        -- ids
        terms_united.tweet_id,
        terms_united.user_id,
        terms_united.term_id,

        -- numerics
        cast(terms_united.term_count as integer) as term_count,

        -- booleans
        terms_united.is_only_use,
        terms_united.is_first_tweet,
        tweets.is_default_language and not tweets.is_repeat as is_countable

    from terms_united
    inner join tweets on terms_united.tweet_id = tweets.tweet_id

)

select * from final
