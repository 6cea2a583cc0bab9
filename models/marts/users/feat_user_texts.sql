{%- set max_characters = var('max_user_text_characters') -%}
with

texts as (

    select * from {{ ref('int_user_texts__distinct') }}

),

name_shapes as (

    select * from {{ ref('int_users__name_shapes') }}

),

-- md5 of the text gives an order that neither the files nor the engine decide: what is beyond the
-- limit is a sample of the user's texts.
texts_placed as (

    select
        *,
        sum(length(prepared_text) + 1) over (
            partition by user_id, text_kind
            order by text_id
            rows between unbounded preceding and current row
        ) - length(prepared_text) - 1 as characters_before

    from texts

),

texts_joined as (

    select
        user_id,
        text_kind,
        left(
            array_to_string(
                {{ list_in_order(
                    'prepared_text', 'text_id', 'characters_before < ' ~ max_characters
                ) }},
                chr(10)
            ),
            {{ max_characters }}
        ) as prepared_text,
        count(*) filter (where characters_before < {{ max_characters }}) as text_count,
        count(*) filter (where characters_before >= {{ max_characters }}) as left_out_text_count

    from texts_placed
    group by user_id, text_kind

),

kinds_united as (

    select * from texts_joined
    union all by name
    select
        user_id,
        'name_shape' as text_kind,
        left(name_shape, {{ max_characters }}) as prepared_text,
        1 as text_count,
        0 as left_out_text_count

    from name_shapes

),

final as (

    select
        -- ids
        user_id,

        -- strings
        text_kind,
        prepared_text,

        -- numerics
        text_count,
        left_out_text_count,
        length(prepared_text) as character_count

    from kinds_united

)

select * from final
