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
        scores.negative as negative,
        scores.neutral as neutral,
        scores.positive as positive,
        scores.compound as compound

    from texts_scored

)

select * from final
