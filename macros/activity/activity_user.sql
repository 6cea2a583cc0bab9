{#
    A log's user as the warehouse holds it: as it is or, under `pseudonymise`, as a keyed hash. An id
    of the platform gets that of the export's users, so that both still meet.
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
