with

bios as (

    select * from {{ ref('int_bios__text') }}

),

texts as (

    select * from {{ ref('int_texts__measured') }}
    where tag_language = 'undetermined'

),

-- Links and handles are not written letter by letter: shares are of the own words.
final as (

    select
        -- ids
        bios.user_id,

        -- numerics
        {{ count_characters('bios.bio_text', ',') }} as bio_comma_count,
        {{ count_characters('bios.bio_text', '[|•·]') }} as bio_divider_count,
        {{ count_characters('bios.own_text', '\\p{Nd}') }} as bio_digit_count,
        round(texts.punctuation_count / texts.character_count, 9) as bio_punctuation_share,
        round(texts.uppercase_letter_count / nullif(texts.letter_count, 0), 9)
            as bio_uppercase_share,
        round(texts.word_character_count / nullif(texts.word_count, 0), 9)
            as bio_mean_word_length,

        -- booleans
        regexp_matches(bios.bio_text, '[.]$') as bio_ends_with_stop

    from bios
    left outer join texts on bios.text_id = texts.text_id

)

select * from final
