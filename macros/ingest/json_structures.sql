{#
    JSON fields of an account that models use. Ids, counts and times are read as text, so that the
    cast that follows can distinguish a wrong value from a missing one.
#}
{% macro account_structure() -%}
    {{ return({
        'id': 'VARCHAR',
        'screen_name': 'VARCHAR',
        'name': 'VARCHAR',
        'description': 'VARCHAR',
        'location': 'VARCHAR',
        'url': 'VARCHAR',
        'lang': 'VARCHAR',
        'time_zone': 'VARCHAR',
        'utc_offset': 'VARCHAR',
        'followers_count': 'VARCHAR',
        'friends_count': 'VARCHAR',
        'listed_count': 'VARCHAR',
        'favourites_count': 'VARCHAR',
        'statuses_count': 'VARCHAR',
        'protected': 'BOOLEAN',
        'verified': 'BOOLEAN',
        'geo_enabled': 'BOOLEAN',
        'default_profile': 'BOOLEAN',
        'default_profile_image': 'BOOLEAN',
        'is_translator': 'BOOLEAN',
        'is_translation_enabled': 'BOOLEAN',
        'contributors_enabled': 'BOOLEAN',
        'profile_use_background_image': 'BOOLEAN',
        'profile_background_tile': 'BOOLEAN',
        'profile_banner_url': 'VARCHAR',
        'profile_link_color': 'VARCHAR',
        'profile_background_color': 'VARCHAR',
        'profile_text_color': 'VARCHAR',
        'profile_sidebar_fill_color': 'VARCHAR',
        'entities': {'description': {'urls': [{'expanded_url': 'VARCHAR'}]}},
        'created_at': 'VARCHAR',
    }) }}
{%- endmacro %}


{# JSON fields of a tweet that models use. #}
{% macro tweet_structure() -%}
    {{ return({
        'id': 'VARCHAR',
        'text': 'VARCHAR',
        'created_at': 'VARCHAR',
        'lang': 'VARCHAR',
        'source': 'VARCHAR',
        'in_reply_to_status_id': 'VARCHAR',
        'in_reply_to_user_id': 'VARCHAR',
        'in_reply_to_screen_name': 'VARCHAR',
        'retweeted_status': {'id': 'VARCHAR', 'user': {'id': 'VARCHAR'}},
        'quoted_status_id': 'VARCHAR',
        'is_quote_status': 'BOOLEAN',
        'retweet_count': 'VARCHAR',
        'favorite_count': 'VARCHAR',
        'coordinates': {'type': 'VARCHAR'},
        'place': {'country_code': 'VARCHAR'},
        'possibly_sensitive': 'BOOLEAN',
        'entities': {
            'hashtags': [{'text': 'VARCHAR'}],
            'urls': [{'expanded_url': 'VARCHAR', 'url': 'VARCHAR'}],
            'user_mentions': [{'id': 'VARCHAR', 'screen_name': 'VARCHAR'}],
            'media': [{'type': 'VARCHAR'}],
        },
        'extended_entities': {'media': [{'type': 'VARCHAR'}]},
    }) }}
{%- endmacro %}


{# JSON fields of the records of an input. #}
{% macro input_structure(input_name) -%}
    {% if input_name == 'age_tweets' %}
        {{ return(dict(tweet_structure(), user=account_structure())) }}
    {% elif input_name == 'age_profiles' %}
        {{ return(dict(account_structure(), status=tweet_structure())) }}
    {% endif %}
    {{ return(dict(account_structure(), status={'id': 'VARCHAR', 'created_at': 'VARCHAR'})) }}
{%- endmacro %}
