{#
    Replaces the warehouse by the copy that a build worked on, if everything succeeded; else logs where
    both are (see python/plumage/warehouse/publication.py).
#}
{% macro publish_warehouse(results) %}
    {% if not execute or not is_copy_of_warehouse(target.path) %}
        {{ return('') }}
    {% endif %}
    {% set unfinished = [] %}
    {% for result in results
        if result.status | string in ['error', 'fail', 'runtime error', 'partial success', 'skipped'] %}
        {% do unfinished.append(result) %}
    {% endfor %}
    {% if unfinished %}
        {% do log(
            'plumage: the build is not published, since parts of it failed: '
            ~ published_path(target.path) ~ ' is unchanged. To see what was built'
            ~ ' so far, open ' ~ target.path ~ '; fix what failed, then run `dbt build` again'
            ~ ' (or `dbt retry`, which continues from there).',
            info=true
        ) %}
    {% else %}
        {% do run_query('force checkpoint') %}
        {% if var('pseudonymise') or leaves_room_to_save() %}
            {% do compact_warehouse() %}
        {% endif %}
        {% do run_query('select plumage_publish_warehouse()') %}
    {% endif %}
    {{ return('') }}
{% endmacro %}


{% macro is_copy_of_warehouse(path) -%}
    {{ return(modules.re.search('\\.building/[^/]+$', path or '') is not none) }}
{%- endmacro %}


{# The warehouse that a copy will replace. #}
{% macro published_path(path) -%}
    {{ return(modules.re.sub('\\.building/[^/]+$', '', path)) }}
{%- endmacro %}


{# Whether more than half of the file is blocks of replaced tables. #}
{% macro leaves_room_to_save() -%}
    {% set blocks = run_query(
        'select free_blocks, total_blocks from pragma_database_size()'
        ~ ' where database_name = current_database()'
    ).rows[0] %}
    {{ return(blocks[0] * 2 > blocks[1]) }}
{%- endmacro %}


{# Writes only the current content into a new file, which is published instead. #}
{% macro compact_warehouse() %}
    {% do run_query(
        'attach ' ~ text_literal(target.path ~ '.compact') ~ " as compacted (storage_version 'v1.4.0')"
    ) %}
    {% do run_query('copy from database ' ~ adapter.quote(target.database) ~ ' to compacted') %}
    {% do run_query('detach compacted') %}
{% endmacro %}
