{#
    How many emoticons a text holds. Only the tokeniser tells them from parts of words and numbers;
    few texts have anything like one, so few are tokenised for it.
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
