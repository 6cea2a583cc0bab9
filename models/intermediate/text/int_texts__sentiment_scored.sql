{{ config(
    materialized=kept_table(),
    pre_hook=before_begin("{{ forget_rows_without(ref('int_texts__language_tagged'), ['text_id', 'tag_language']) }}"),
    post_hook=after_commit("{{ remember_rows() }}"),
) }}
with

texts_tagged as (

    select * from {{ ref('int_texts__language_tagged') }}

),

texts as (

    select * from {{ ref('int_texts__distinct') }}

),

styles as (

    select * from {{ ref('int_texts__style_counted') }}

),

texts_not_kept as (

    select * from texts_tagged
    {{ where_not_kept('texts_tagged', ['text_id', 'tag_language']) }}

),

-- No language decides what emoji, emoticons and signs mean, so a text without words is read
-- whatever its tag.
languages_known as (

    select
        texts_not_kept.text_id,
        texts_not_kept.tag_language,
        texts.text_body,
        case
            when texts_not_kept.tag_language = 'english' or styles.word_count = 0 then true
            when texts_not_kept.tag_language = 'other' then false
        end as is_english

    from texts_not_kept
    inner join texts on texts_not_kept.text_id = texts.text_id
    inner join styles on texts_not_kept.text_id = styles.text_id

),

-- One call per text returns all four scores.
texts_scored as (

    select
        text_id,
        tag_language,
        plumage_sentiment(text_body, is_english) as scores

    from languages_known

),

final as (

    select
        text_id,
        tag_language,
        struct_extract(scores, 'negative') as negative,
        struct_extract(scores, 'neutral') as neutral,
        struct_extract(scores, 'positive') as positive,
        struct_extract(scores, 'compound') as compound

    from texts_scored

)

select * from final
