with

texts as (

    select * from {{ ref('int_texts__distinct') }}

),

-- One call a text gives all four scores.
texts_scored as (

    select
        text_id,
        plumage_sentiment(text_body) as scores

    from texts

),

final as (

    select
        text_id,
        struct_extract(scores, 'negative') as negative,
        struct_extract(scores, 'neutral') as neutral,
        struct_extract(scores, 'positive') as positive,
        struct_extract(scores, 'compound') as compound

    from texts_scored

)

select * from final
