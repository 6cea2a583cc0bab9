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
        emoji.emoji_count,
        emoji.distinct_emoji_count,
        emoji.emoticon_count,
        sentiments.negative,
        sentiments.neutral,
        sentiments.positive,
        sentiments.compound

    from styles
    inner join emoji on styles.text_id = emoji.text_id
    inner join sentiments on styles.text_id = sentiments.text_id

)

select * from final
