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

emoji_listed as (

    select
        text_id,
        {{ list_emoji('text_body') }} as emoji_list,
        {{ count_emoticons('text_body') }} as emoticon_count

    from texts_not_kept

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
