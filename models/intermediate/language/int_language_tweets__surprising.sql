with

tokens as (

    select * from {{ ref('int_language_tokens__in_context') }}

),

surprising_pairs as (

    select * from {{ ref('int_language_user_pairs__surprising') }}

),

final as (

    select
        -- ids
        surprising_pairs.group_id,
        tokens.tweet_id,
        tokens.user_id,

        -- numerics: bits a token
        cast(count(*) as integer) as token_count,
        {{ exact_sum('surprising_pairs.bigram_bits') }} / count(*) as surprisal_bits,
        {{ exact_sum('surprising_pairs.unigram_bits') }} / count(*) as unigram_bits

    from tokens
    inner join surprising_pairs
        on
            tokens.user_id = surprising_pairs.user_id
            and tokens.context_id = surprising_pairs.context_id
            and tokens.token_id = surprising_pairs.token_id
    group by surprising_pairs.group_id, tokens.tweet_id, tokens.user_id

)

select * from final
