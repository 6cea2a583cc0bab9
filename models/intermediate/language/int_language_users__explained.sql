with

measured_users as (

    select * from {{ ref('int_language_users__measured') }}

),

surprising_pairs as (

    select * from {{ ref('int_language_user_pairs__surprising') }}

),

vocabulary as (

    select * from {{ ref('int_language_vocabulary') }}

),

tokens_shared as (

    select
        measured_users.group_id,
        measured_users.user_id,
        surprising_pairs.token_id,
        {{ exact_sum('surprising_pairs.use_count * surprising_pairs.bigram_bits', wide=true) }}
        / any_value(measured_users.surprisal_bits * measured_users.token_count) as share

    from measured_users
    inner join surprising_pairs
        on
            measured_users.group_id = surprising_pairs.group_id
            and measured_users.user_id = surprising_pairs.user_id
    where measured_users.has_score and surprising_pairs.use_count > 0
    group by measured_users.group_id, measured_users.user_id, surprising_pairs.token_id

),

parts_chosen as (

    select
        group_id,
        user_id,
        {{ largest_parts('token_id', 'share') }} as parts

    from tokens_shared
    group by group_id, user_id

),

parts_unnested as (

    select
        group_id,
        user_id,
        unnest(parts) as part,
        generate_subscripts(parts, 1) as place

    from parts_chosen

),

final as (

    select
        -- ids
        parts_unnested.group_id,
        parts_unnested.user_id,

        -- lists
        {{ parts_named('vocabulary.token', 'parts_unnested.part.share', 'parts_unnested.place') }}
            as surprisal_drivers

    from parts_unnested
    inner join vocabulary on parts_unnested.part.part_id = vocabulary.token_id
    group by parts_unnested.group_id, parts_unnested.user_id

)

select * from final
