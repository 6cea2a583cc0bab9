{#
    A log's user as stored in the warehouse: unchanged or, under `pseudonymise`, as a keyed hash.
    Platform ids get the same hash as in the export, so that both still join.
#}
{% macro activity_user(user) -%}
    {%- if var('pseudonymise') -%}
    case
        when {{ id_from_text(user) }}::varchar = {{ user }}
            then {{ pseudonym_of_id(id_from_text(user)) }}::varchar
        else {{ pseudonym_of_link(user) }}
    end
    {%- else -%}
    {{ user }}
    {%- endif -%}
{%- endmacro %}
