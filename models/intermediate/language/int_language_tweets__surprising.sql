with

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}

),

{{ inputs_of_token_bits() }}

token_bits as (

    {{ token_bits('tweet_terms') | indent(4) }}

),

final as (

    select
        -- ids
        group_number,
        tweet_id,

        -- numerics: sums over tokens
        cast(sum(term_count) as integer) as token_count,
        {{ exact_sum('term_count * surprisal_bits', wide=true) }} as surprisal_bits,
        {{ exact_sum('term_count * contrast_bits', wide=true) }} as contrast_bits

    from token_bits
    group by group_number, tweet_id

)

select * from final
