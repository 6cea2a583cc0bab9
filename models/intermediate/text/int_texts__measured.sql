with

styles as (

    select * from {{ ref('int_texts__style_counted') }}

),

emoji as (

    select * from {{ ref('int_texts__emoji_counted') }}

),

sentiments as (

    select * from {{ ref('int_texts__sentiment_scored') }}

),

final as (

    select
        styles.*,
        sentiments.tag_language,
        emoji.emoji_count,
        emoji.distinct_emoji_count,
        emoji.emoticon_count,
        sentiments.negative,
        sentiments.neutral,
        sentiments.positive,
        sentiments.compound

    from sentiments
    inner join styles on sentiments.text_id = styles.text_id
    inner join emoji on sentiments.text_id = emoji.text_id

)

select * from final
