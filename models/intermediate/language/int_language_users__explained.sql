with

standardised_users as (

    select * from {{ ref('int_language_users__standardised') }}
    where is_explained

),

tweet_terms as (

    select * from {{ ref('int_language_tweet_terms') }}
    where is_countable and user_id in (select standardised_users.user_id from standardised_users)

),

scored_users as (

    select * from {{ ref('int_language_users__scored') }}

),

group_terms as (

    select * from {{ ref('int_language_group_terms') }}

),

group_contexts as (

    select * from {{ ref('int_language_group_contexts') }}

),

repeated_terms as (

    select * from {{ ref('int_language_user_terms__repeated') }}

),

user_contexts as (

    select * from {{ ref('int_language_user_contexts') }}

),

vocabulary as (

    select * from {{ ref('int_language_vocabulary') }}

),

size_classes as (

    select * from {{ ref('int_language_sizes__classed') }}
    where unit = 'user'

),

surprising_pairs as (

    {{ surprising_pairs('tweet_terms') | indent(4) }}

),

-- Of all that a user says, "the" has the most bits, being said most. What makes a user unusual is
-- what takes more bits than a token of users of this size does on average.
tokens_shared as (

    select
        standardised_users.group_number,
        standardised_users.user_id,
        surprising_pairs.token_id,
        {{ exact_sum('surprising_pairs.term_count * surprising_pairs.bigram_bits', wide=true) }}
            as bits,
        bits / any_value(standardised_users.surprisal_bits * standardised_users.token_count)
            as share,
        bits - sum(surprising_pairs.term_count) * any_value(size_classes.mean_surprisal_bits)
            as excess_bits

    from standardised_users
    inner join size_classes
        on
            standardised_users.group_number = size_classes.group_number
            and standardised_users.size_class = size_classes.size_class
    inner join surprising_pairs
        on
            standardised_users.group_number = surprising_pairs.group_number
            and standardised_users.user_id = surprising_pairs.user_id
    group by standardised_users.group_number, standardised_users.user_id, surprising_pairs.token_id

),

parts_chosen as (

    {{ largest_parts('tokens_shared', 'user_id', 'token_id', weight='excess_bits') | indent(4) }}

),

final as (

    select
        -- ids
        parts_chosen.group_number,
        parts_chosen.user_id,

        -- lists
        {{ parts_named('vocabulary.token', 'parts_chosen') }}
            as surprisal_drivers

    from parts_chosen
    inner join vocabulary on parts_chosen.part.part_id = vocabulary.token_id
    group by parts_chosen.group_number, parts_chosen.user_id

)

select * from final
