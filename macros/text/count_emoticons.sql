{#
    Number of emoticons in a text. Only the tokeniser distinguishes them from parts of words and
    numbers; few texts have anything similar, so few are tokenised for it.
#}
{% macro count_emoticons(text) -%}
case
    when regexp_matches({{ text }}, '{{ emoticon_pattern() }}')
        then len(list_filter(
            {{ tokenise(text) }}, lambda token: {{ token_kind('token') }} = 'emoticon'
        ))
    when {{ text }} is not null then 0
end
{%- endmacro %}
