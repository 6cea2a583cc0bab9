{#
    List of the tokens of a masked text, in order and in their own case. The first matching
    alternative wins, so longer ones come first: the keycap before its digit,
    the face before its letters, the number before its parts. One pass of RE2: linear in the text.
#}
{% macro tokenise(masked_text) -%}
regexp_extract_all(
    {{ fold_elongations(drop_variation_selectors(masked_text)) }},
    '{{ token_pattern() }}'
)
{%- endmacro %}


{% macro token_pattern() -%}
{{- [
    '@user\\b',
    hashtag_pattern(),
    emoticon_pattern(),
    emoji_pattern(),
    number_pattern() ~ '+[\\p{L}\\p{M}]*',
    word_pattern()
] | join('|') -}}
{%- endmacro %}


{# A heart with and without its "show me in colour" selector is one token. #}
{% macro drop_variation_selectors(text) -%}
replace(replace({{ text }}, chr(65039), ''), chr(65038), '')
{%- endmacro %}


{#
    Kind of a token. The order is the tokeniser's; words come last, since "xD" and "1" with a
    keycap begin like words.
#}
{% macro token_kind(token) -%}
case
    when {{ token }} = '@user' then 'handle'
    when regexp_full_match({{ token }}, '(?i)https?') then 'link'
    when regexp_full_match({{ token }}, '{{ hashtag_pattern() }}') then 'hashtag'
    when regexp_full_match({{ token }}, '{{ emoticon_pattern() }}') then 'emoticon'
    when regexp_full_match({{ token }}, '{{ emoji_pattern() }}') then 'emoji'
    when regexp_full_match({{ token }}, '{{ number_pattern() }}*') then 'number'
    else 'word'
end
{%- endmacro %}


{#
    The form in which tokens are counted: lower case; emoji stay (a circled M has a lower case), a
    face keeps its letters' case and loses repeats.
#}
{% macro canonical_token(token, token_kind) -%}
case {{ token_kind }}
    when 'link' then 'http'
    when 'emoji' then {{ token }}
    when 'emoticon'
        then regexp_replace(
            trim({{ token }}),
            '(\))\)+|(\()\(+|(D)D+|(3)3+|(_)_+|(\.)\.+|(/)/+|(\\)\\+', '\1\2\3\4\5\6\7\8', 'g'
        )
    else lower(replace({{ token }}, '＃', '#'))
end
{%- endmacro %}
