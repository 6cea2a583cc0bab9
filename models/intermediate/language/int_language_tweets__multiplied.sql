with

only_terms as (

    select * from {{ ref('int_language_tweet_terms') }}
    where is_only_use and {{ is_vector_term('term_id') }}

),

recurring_terms as (

    select * from {{ ref('int_language_tweet_terms') }}
    where not is_only_use and {{ is_vector_term('term_id') }}

),

{{ inputs_of_left_out_terms() }}

only_uses as (

    {{ left_out_terms('only_terms', only_uses=true) | indent(4) }}

),

recurring_uses as (

    {{ left_out_terms('recurring_terms', only_uses=false) | indent(4) }}

),

only_uses_summed as (

    select
        group_number,
        tweet_id,
        {{ exact_sum(squared('others_idf')) }} as length2,
        {{ exact_sum(squared('others_idf') ~ ' * others_weight', wide=true) }} as product,
        {{ exact_sum(
            squared('others_idf * others_weight') ~ ' - ' ~ squared('shifted_weight'), wide=true
        ) }} as norm_length2_change,
        nullif(max(own_weight * own_tweet_count), 0) as user_weight

    from only_uses
    group by group_number, tweet_id

),

recurring_uses_weighted as (

    select
        *,
        term_count * others_idf as tweet_part,
        others_idf * others_weight as norm_part,
        others_idf * own_weight * own_tweet_count as user_part,
        is_first_tweet and own_weight > 0 as is_user_term

    from recurring_uses

),

-- What a user adds to the centroid is counted with the first tweet that says it. What is said only
-- once weighs the same for all terms of the tweet: its sums follow from those of the tweet.
sums_united as (

    select
        group_number,
        tweet_id,
        length2,
        product,
        {{ squared('user_weight') }} * length2 as user_length2,
        user_weight * product as user_product,
        case when user_weight > 0 then norm_length2_change end as norm_length2_change

    from only_uses_summed

    union all

    select
        group_number,
        tweet_id,
        {{ exact_sum(squared('tweet_part'), wide=true) }} as length2,
        {{ exact_sum('tweet_part * norm_part', wide=true) }} as product,
        {{ exact_sum('case when is_user_term then ' ~ squared('user_part') ~ ' end', wide=true) }}
            as user_length2,
        {{ exact_sum('case when is_user_term then user_part * norm_part end', wide=true) }}
            as user_product,
        {{ exact_sum(
            'case when is_user_term then '
            ~ squared('norm_part') ~ ' - ' ~ squared('shifted_weight') ~ ' end',
            wide=true
        ) }} as norm_length2_change

    from recurring_uses_weighted
    group by group_number, tweet_id

),

final as (

    select
        -- ids
        group_number,
        tweet_id,

        -- numerics: of the tweet
        sum(length2) as length2,
        sum(product) as product,

        -- numerics: of the user
        sum(user_length2) as user_length2,
        sum(user_product) as user_product,
        sum(norm_length2_change) as norm_length2_change

    from sums_united
    group by group_number, tweet_id

)

select * from final
