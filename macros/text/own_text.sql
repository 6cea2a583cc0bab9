{#
    The user's own words in a tweet, with links as `http` and handles as `@user`; NULL for a retweet
    (by flag or by its "RT @handle") and when all of it is quoted.
#}
{% macro masked_own_text(text, is_retweet) -%}
case
    when not coalesce({{ is_retweet }}, false)
        then nullif({{ mask_references(drop_quoted_words(clean_text(text))) }}, '')
end
{%- endmacro %}


{# The user's own words in a tweet as they are scored: without links and handles. #}
{% macro own_text(text, is_retweet) -%}
{{ drop_references(masked_own_text(text, is_retweet)) }}
{%- endmacro %}


{# Whether a text begins as a retweet made by hand: "RT @handle", maybe in quotation marks. #}
{% macro starts_as_retweet(text) -%}
regexp_matches({{ clean_text(text) }}, '^[^\p{L}\p{N}@＠]*(?i:rt)\s*:?\s*[@＠][A-Za-z0-9_]')
{%- endmacro %}
