{%- set roles = [
    'parent', 'grandparent', 'married', 'student', 'aspiring', 'school', 'retired', 'profession',
    'occupation', 'fan', 'other_account', 'relationship', 'faith'
] -%}
with

profiles as (

    select * from {{ ref('stg_twitter__profiles') }}

),

bios as (

    select * from {{ ref('int_bios__text') }}

),

texts as (

    select * from {{ ref('int_texts__measured') }}
    where tag_language = 'undetermined'

),

facts_read as (

    select * from {{ ref('int_bios__facts_read') }}

),

-- A pattern that tells an age goes before one that leaves it open, the surest first; where two are
-- as sure, the younger age, which is the commoner.
facts_chosen as (

    select *
    from facts_read
    qualify row_number() over (
        partition by user_id, fact
        order by
            implied_age_years is null, preference, implied_age_years, bio_pattern_id
    ) = 1

),

facts_pivoted as (

    select
        user_id,
        max(implied_age_years) filter (where fact = 'stated_age') as stated_age_years,
        max(implied_age_years) filter (where fact = 'birth_year') as birth_year_age_years,
        max(implied_age_years) filter (where fact = 'class_year') as class_year_age_years,
        max(implied_age_years) filter (where fact = 'number') as number_years,
        {% for role in roles -%}
            bool_or(fact = '{{ role }}') as says_{{ role }},
        {% endfor -%}
        max(class_years_ahead) as class_years_ahead

    from facts_chosen
    group by user_id

),

final as (

    select
        -- ids
        profiles.user_id,

        -- numerics
        coalesce(bios.character_count, 0) as bio_character_count,
        coalesce(texts.word_count, 0) as bio_word_count,
        coalesce(texts.emoji_count, 0) as bio_emoji_count,
        coalesce(bios.hashtag_count, 0) as bio_hashtag_count,
        coalesce(bios.handle_count, 0) as bio_handle_count,
        facts_pivoted.stated_age_years as bio_stated_age_years,
        facts_pivoted.birth_year_age_years as bio_birth_year_age_years,
        facts_pivoted.class_year_age_years as bio_class_year_age_years,
        facts_pivoted.class_years_ahead as bio_class_years_ahead,
        facts_pivoted.number_years as bio_number_years,
        texts.compound as bio_compound,

        -- booleans
        bios.user_id is not null as has_bio,
        {% for role in roles -%}
            coalesce(facts_pivoted.says_{{ role }}, false) as bio_says_{{ role }},
        {% endfor -%}
        coalesce(bios.link_count > 0, false) as bio_has_link

    from profiles
    left outer join bios on profiles.user_id = bios.user_id
    left outer join texts on bios.text_id = texts.text_id
    left outer join facts_pivoted on profiles.user_id = facts_pivoted.user_id

)

select * from final
