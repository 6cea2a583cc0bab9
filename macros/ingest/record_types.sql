{#
    The kinds of records that are counted from raw file to staging. `base`: where each is parsed;
    `rejected`: column with the reason when it cannot be used; `present`: condition on a nested
    record to be there at all; `kept`: table that keeps one version of each `key`.
#}
{% macro record_types() -%}
    {{ return([
        {
            'name': 'profile', 'base': 'age_profiles', 'rejected': 'rejection_reason',
            'present': 'true', 'kept': 'stg_twitter__profiles', 'key': ['user_id'],
        },
        {
            'name': 'profile.status', 'base': 'age_profiles', 'rejected': 'tweet_rejection_reason',
            'present': 'has_tweet', 'kept': 'stg_twitter__tweets', 'key': ['tweet_id'],
        },
        {
            'name': 'tweet', 'base': 'age_tweets', 'rejected': 'rejection_reason',
            'present': 'true', 'kept': 'stg_twitter__tweets', 'key': ['tweet_id'],
        },
        {
            'name': 'tweet.user', 'base': 'age_tweets', 'rejected': 'account_rejection_reason',
            'present': 'has_account', 'kept': 'stg_twitter__profiles', 'key': ['user_id'],
        },
        {
            'name': 'label', 'base': 'ages_train', 'rejected': 'rejection_reason',
            'present': 'true', 'kept': 'stg_twitter__age_labels', 'key': ['user_id'],
        },
        {
            'name': 'target', 'base': 'ages_test', 'rejected': 'rejection_reason',
            'present': 'true', 'kept': 'stg_twitter__prediction_targets',
            'key': ['file_path', 'record_number'],
        },
        {
            'name': 'friend', 'base': 'friends', 'rejected': 'rejection_reason',
            'present': 'true', 'kept': 'stg_twitter__friends',
            'key': ['user_id', 'followed_user_id'],
        },
        {
            'name': 'mention', 'base': 'mentions', 'rejected': 'rejection_reason',
            'present': 'true', 'kept': 'stg_twitter__mentions',
            'key': ['user_id', 'mentioned_user_id'],
        },
        {
            'name': 'friend_profile', 'base': 'friend_profiles', 'rejected': 'rejection_reason',
            'present': 'true', 'kept': 'stg_twitter__friend_profiles', 'key': ['account_id'],
        },
        {
            'name': 'mention_profile', 'base': 'mention_profiles', 'rejected': 'rejection_reason',
            'present': 'true', 'kept': 'stg_twitter__mention_profiles', 'key': ['account_id'],
        },
    ]) }}
{%- endmacro %}


{# The record type of an input's own records, as SQL on a column of input names. #}
{% macro record_type_of(input_name) -%}
    case {{ input_name }}
        {%- for record_type in record_types() if '.' not in record_type.name %}
        when '{{ record_type.base }}' then '{{ record_type.name }}'
        {%- endfor %}
    end
{%- endmacro %}


{# Join condition on columns that both tables have. #}
{% macro columns_match(left, right, columns) -%}
    {% set conditions = [] %}
    {% for column in columns %}
        {% do conditions.append(left ~ '.' ~ column ~ ' = ' ~ right ~ '.' ~ column) %}
    {% endfor %}
    {{ return(conditions | join(' and ')) }}
{%- endmacro %}


{# Record types of which one version is kept; ages_test may ask for a user twice. #}
{% macro repeatable_record_types() -%}
    {{ return(record_types() | rejectattr('name', 'equalto', 'target') | list) }}
{%- endmacro %}


{# The tables that parse and keep them, each once. #}
{% macro repeatable_record_models() -%}
    {% set names = [] %}
    {% for record_type in repeatable_record_types() %}
        {% for name in ['base_twitter__' ~ record_type.base, record_type.kept] %}
            {% if name not in names %}
                {% do names.append(name) %}
            {% endif %}
        {% endfor %}
    {% endfor %}
    {{ return(names) }}
{%- endmacro %}
