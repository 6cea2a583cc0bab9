{{ config(
    materialized=kept_table(),
    pre_hook=before_begin("{{ forget_rows_without(ref('int_texts__distinct'), ['text_id']) }}"),
    post_hook=after_commit("{{ remember_rows() }}"),
) }}
with

texts as (

    select * from {{ ref('int_texts__distinct') }}

),

texts_not_kept as (

    select * from texts
    {{ where_not_kept('texts', ['text_id']) }}

),

-- One call per text returns all four scores.
texts_scored as (

    select
        text_id,
        plumage_sentiment(text_body) as scores

    from texts_not_kept

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
