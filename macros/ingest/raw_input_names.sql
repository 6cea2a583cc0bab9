{# Inputs that a prediction cannot do without. #}
{% macro required_input_names() -%}
    {{ return(['age_profiles', 'age_tweets', 'ages_test', 'ages_train']) }}
{%- endmacro %}


{# Inputs that feed only some of the features. #}
{% macro optional_input_names() -%}
    {{ return(['friend_profiles', 'friends', 'mention_profiles', 'mentions']) }}
{%- endmacro %}


{% macro raw_input_names() -%}
    {{ return(required_input_names() + optional_input_names()) }}
{%- endmacro %}
