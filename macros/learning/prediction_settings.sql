{# Variables that change what predict.py reads, as JSON text in SQL. The folder of the raw files does
   not (their contents have a fingerprint), nor do the variables of the language part. #}
{% macro prediction_settings() %}
    {%- set names = [
        'as_of',
        'default_language',
        'max_user_text_characters',
        'network_min_followers',
        'plausible_age_years',
        'pseudonymise',
        'split_fold_count',
        'term_min_users',
    ] -%}
    {%- set settings = {} -%}
    {%- for name in names %}{% do settings.update({name: var(name)}) %}{% endfor -%}
    {{- text_literal(tojson(settings, sort_keys=true)) -}}
{% endmacro %}
