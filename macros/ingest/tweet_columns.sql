{# Typed columns of a tweet from its parsed JSON, before impossible values are set to NULL. #}
{% macro tweet_columns(tweet) -%}
    -- ids
        {{ id_from_text(tweet ~ '.in_reply_to_status_id') }} as in_reply_to_tweet_id,
        {{ id_from_text(tweet ~ '.in_reply_to_user_id') }} as in_reply_to_user_id,
        {{ id_from_text(tweet ~ '.retweeted_status.id') }} as retweeted_tweet_id,
        {{ id_from_text(tweet ~ '.retweeted_status.user.id') }} as retweeted_user_id,

        -- strings
        {{ tweet }}.text as text,
        nullif({{ tweet }}.lang, '') as lang,
        -- The app's name is inside a link; some apps give the bare name.
        nullif(trim(regexp_replace({{ tweet }}.source, '<[^>]*>', '', 'g')), '') as source_app,

        -- numerics
        {{ count_from_text(tweet ~ '.retweet_count') }} as retweet_count,
        {{ count_from_text(tweet ~ '.favorite_count') }} as favorite_count,

        -- booleans
        (
            {{ tweet }}.in_reply_to_status_id is not null
            or {{ tweet }}.in_reply_to_user_id is not null
            or {{ tweet }}.in_reply_to_screen_name is not null
        ) as is_reply,
        -- Old-style retweets are typed by hand: only the text shows them.
        (
            {{ tweet }}.retweeted_status is not null
            or coalesce(regexp_matches({{ tweet }}.text, '^RT @\w+:'), false)
        ) as is_retweet,
        (
            coalesce({{ flag_from_text(tweet ~ '.is_quote_status') }}, false)
            or {{ tweet }}.quoted_status_id is not null
        ) as is_quote,
        {{ tweet }}.coordinates is not null as has_coordinates,
        {{ tweet }}.place is not null as has_place,
        {{ flag_from_text(tweet ~ '.possibly_sensitive') }} as is_possibly_sensitive,

        -- timestamps
        {{ time_from_text(tweet ~ '.created_at') }} as tweeted_at
{%- endmacro %}


{% macro tweet_count_rules() -%}
    {{ return({
        'retweet_count_negative': 'retweet_count',
        'favorite_count_negative': 'favorite_count',
    }) }}
{%- endmacro %}


{% macro tweet_time_rules(column) -%}
    {{ return({'tweet_before_twitter': column, 'tweet_in_future': column}) }}
{%- endmacro %}
