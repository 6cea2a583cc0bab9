with

texts as (

    select * from {{ ref('int_texts__distinct') }}

),

first_person_words as (

    select * from {{ ref('ref_first_person_words') }}

),

first_person_words_listed as (

    select list(word) as first_person_words from first_person_words

),

words_listed as (

    select
        text_id,
        text_body,
        list_filter(
            {{ tokenise('text_body') }},
            lambda token: {{ token_kind('token') }} in ('word', 'number', 'hashtag')
        ) as words

    from texts

),

final as (

    select
        words_listed.text_id,
        length(words_listed.text_body) as character_count,
        len(words_listed.words) as word_count,
        length(array_to_string(words_listed.words, '')) as word_character_count,
        len(list_filter(
            words_listed.words,
            lambda word: list_contains(first_person_words_listed.first_person_words, lower(word))
        )) as first_person_count,
        len(list_filter(
            words_listed.words, lambda word: regexp_full_match(word, '{{ contraction_pattern() }}')
        )) as contraction_count,
        len(list_filter(
            words_listed.words, lambda word: regexp_full_match(word, '\p{Lu}{2,}')
        )) as uppercase_word_count,
        {{ count_characters('words_listed.text_body', '\\p{L}') }} as letter_count,
        {{ count_characters('words_listed.text_body', '\\p{Lu}') }} as uppercase_letter_count,
        {{ count_characters('words_listed.text_body', '\\p{Nd}') }} as digit_count,
        {{ count_characters('words_listed.text_body', '\\p{P}') }} as punctuation_count,
        {{ count_characters('words_listed.text_body', '[?？؟]') }} as question_mark_count,
        {{ count_characters('words_listed.text_body', '[!！]') }} as exclamation_count,
        {{ count_matches('words_listed.text_body', '\\.{2,}|…') }} as ellipsis_count,
        {{ count_elongations('words_listed.text_body') }} as elongation_count

    from words_listed
    cross join first_person_words_listed

)

select * from final
