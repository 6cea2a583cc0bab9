{#
    The user's own words in a cleaned tweet, with links as `http` and handles as `@user`; NULL for a
    retweet and when all of it is quoted.
#}
{% macro masked_own_text(clean_text, is_retweet) -%}
case
    when not coalesce({{ is_retweet }}, false)
        then nullif({{ mask_references(drop_quoted_words(clean_text)) }}, '')
end
{%- endmacro %}


{#
    The user's own words in a tweet as they are scored, from the raw text in one step. Models use
    the single steps, since they need the results between.
#}
{% macro own_text(text, is_retweet) -%}
{{ drop_references(masked_own_text(clean_text(text), is_retweet)) }}
{%- endmacro %}


{#
    Whether a cleaned text begins like a manual retweet: "RT @handle", possibly in quotation
    marks.
#}
{% macro starts_as_retweet(clean_text) -%}
regexp_matches({{ clean_text }}, '^[\s."“”]*(?i:rt)\s*:?\s*[@＠][A-Za-z0-9_]')
{%- endmacro %}
