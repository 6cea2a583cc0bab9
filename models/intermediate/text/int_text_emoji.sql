with

texts as (

    select * from {{ ref('int_texts__emoji_counted') }}

),

emoji as (

    select * from {{ ref('ref_emoji') }}

),

emoji_groups as (

    select * from {{ ref('ref_emoji_groups') }}

),

emoji_unnested as (

    select
        text_id,
        unnest(emoji_list) as emoji

    from texts

),

emoji_counted as (

    select
        text_id,
        emoji,
        count(*) as emoji_count

    from emoji_unnested
    group by text_id, emoji

),

final as (

    select
        emoji_counted.text_id,
        emoji_counted.emoji,
        emoji_groups.emoji_group,
        emoji_counted.emoji_count

    from emoji_counted
    left outer join emoji on emoji_counted.emoji = emoji.emoji
    left outer join emoji_groups on emoji.emoji_group_id = emoji_groups.emoji_group_id

)

select * from final
