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

first_person_words as (

    select * from {{ ref('ref_first_person_words') }}

),

first_person_words_listed as (

    select list(word) as first_person_words from first_person_words

),

texts_joined_to_words as (

    select
        texts_not_kept.text_id,
        texts_not_kept.text_body,
        first_person_words_listed.first_person_words

    from texts_not_kept
    cross join first_person_words_listed

),

words_found as (

    select
        *,
        list_filter(
            {{ tokenise('text_body') }},
            lambda token: {{ token_kind('token') }} in ('word', 'number', 'hashtag')
        ) as words

    from texts_joined_to_words

),

final as (

    select
        text_id,
        length(text_body) as character_count,
        len(words) as word_count,
        length(array_to_string(words, '')) as word_character_count,
        len(list_filter(words, lambda word: list_contains(first_person_words, lower(word))))
            as first_person_count,
        len(list_filter(
            words, lambda word: regexp_full_match(word, '{{ contraction_pattern() }}')
        )) as contraction_count,
        len(list_filter(words, lambda word: regexp_full_match(word, '\p{Lu}{2,}')))
            as uppercase_word_count,
        len(list_filter(words, lambda word: regexp_full_match(word, 'i(?:''(?:m|d|ll|ve))?')))
            as lower_case_i_count,
        {{ count_characters('text_body', '\\p{L}') }} as letter_count,
        {{ count_characters('text_body', '\\p{Lu}') }} as uppercase_letter_count,
        {{ count_characters('text_body', '\\p{Nd}') }} as digit_count,
        {{ count_characters('text_body', '\\p{P}') }} as punctuation_count,
        {{ count_characters('text_body', '[?？؟]') }} as question_mark_count,
        {{ count_characters('text_body', '[!！]') }} as exclamation_count,
        {{ count_matches('text_body', '\\.{2,}|…') }} as ellipsis_count,
        {{ count_elongations('text_body') }} as elongation_count,
        regexp_matches(text_body, '^[^\p{L}]*\p{Lu}') as starts_with_capital,
        regexp_matches(text_body, '[.!?…。！？؟]["”'')]*$') as ends_with_mark

    from words_found

)

select * from final
