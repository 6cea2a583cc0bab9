with

texts as (

    select * from {{ ref('int_texts__distinct') }}

),

emoji_listed as (

    select
        text_id,
        plumage_emoji(text_body) as emoji_list,
        {{ count_emoticons('text_body') }} as emoticon_count

    from texts

),

final as (

    select
        text_id,
        len(emoji_list) as emoji_count,
        len(list_distinct(emoji_list)) as distinct_emoji_count,
        emoticon_count,
        emoji_list

    from emoji_listed

)

select * from final
