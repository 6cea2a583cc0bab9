{#
    What each table was made of, and a hash of what it holds: made of the same SQL and the same
    inputs, it would hold the same, so it is left as it is. Hashes of contents, not of times, decide:
    a table that was made anew and came out as before has nothing made anew behind it.
#}
{% macro create_content_ledger() %}
    {% if execute and keeps_state() %}
        {% do run_query(
            'create table if not exists ' ~ content_ledger() ~ ' ('
            ~ 'model_name varchar, made_of_md5 varchar, content varchar, row_count bigint)'
        ) %}
    {% endif %}
{% endmacro %}


{% macro content_ledger() -%}
    {{ return('staging.content_ledger') }}
{%- endmacro %}


{#
    Between these marks a model's SQL says which rows a build adds, which depends on what it found: no
    part of what the table holds in the end.
#}
{% macro start_of_increment() -%}
    /* increment: */
{%- endmacro %}


{% macro end_of_increment() -%}
    /* :increment */
{%- endmacro %}


{# A model's SQL without the parts between those marks. #}
{% macro without_increments(sql) -%}
    {{ return(modules.re.sub('(?s)/\\* increment: \\*/.*?/\\* :increment \\*/', '', sql)) }}
{%- endmacro %}


{# Models of activity logs read their own earlier state, in batches: they are made by each run. #}
{% macro has_content_ledger() -%}
    {{ return(keeps_state() and 'activity' not in config.get('tags', [])) }}
{%- endmacro %}


{#
    Hash of all that decides what a table holds and is said to hold: its SQL, its inputs' contents,
    its descriptions and types, and the code of the functions that it may call. None when something
    is not known, or the model reads more than SQL says (`always_made`).
#}
{% macro made_of_md5() -%}
    {% if flags.FULL_REFRESH or not has_content_ledger() or config.get('meta', {}).get('always_made') %}
        {{ return(none) }}
    {% endif %}
    {% set names = [] %}
    {% for node in model.depends_on.nodes %}
        {% do names.append(node.split('.')[-1] if node.split('.')[0] in ['model', 'seed'] else '') %}
    {% endfor %}
    {% set names = names | unique | sort | list %}
    {% set query %}
        select
            {{ state_md5_expression() }} as state_md5,
            count(*) as input_count,
            string_agg(model_name || ' ' || content, ',' order by model_name) as contents
        from {{ content_ledger() }}
        where model_name in ('{{ names | join("', '") }}') and content is not null
    {% endset %}
    {% set inputs = run_query(query).rows[0] %}
    {% if inputs['input_count'] != names | length %}
        {{ return(none) }}
    {% endif %}
    {{ return(local_md5([
        without_increments(compiled_code),
        inputs['contents'] or '', model.description, tojson(model.columns, sort_keys=true),
        inputs['state_md5'], config.get('materialized'),
    ] | join('\n'))) }}
{%- endmacro %}


{# Whether the model's table is there, made of the same, and with as many rows as it was left with. #}
{% macro is_as_it_would_be_made(made_of) -%}
    {% set existing = load_cached_relation(this) %}
    {% if made_of is none or existing is none or not existing.is_table %}
        {{ return(false) }}
    {% endif %}
    {% set query %}
        select
            (
                select min(row_count) from {{ content_ledger() }}
                where model_name = '{{ this.identifier }}' and made_of_md5 = '{{ made_of }}'
            ) = (select count(*) from {{ this }}) as is_as_made
    {% endset %}
    {{ return(run_query(query).columns[0].values()[0] or false) }}
{%- endmacro %}


{# Before a table is changed, so that no run that breaks off leaves a record of what is no more. #}
{% macro forget_content() -%}
    {% if has_content_ledger() %}
        {% do run_query(
            'delete from ' ~ content_ledger() ~ " where model_name = '" ~ this.identifier ~ "'"
        ) %}
    {% endif %}
{%- endmacro %}


{#
    Hash of a table's rows, whatever their order; `content_ignores` names columns to leave out. What was
    remembered of it before is to be forgotten first.
#}
{% macro remember_content(made_of=none) -%}
    {% if execute and has_content_ledger() %}
        {% set ignored = config.get('meta', {}).get('content_ignores', []) %}
        {% set row = 'columns(* exclude (' ~ (ignored | join(', ')) ~ '))' if ignored else '*' %}
        {% set query %}
            insert into {{ content_ledger() }} (model_name, made_of_md5, content, row_count)
            select
                '{{ this.identifier }}',
                {{ text_literal(made_of) if made_of else 'null' }},
                concat_ws(' ', count(*), sum(row_hash::hugeint), bit_xor(row_hash)),
                count(*)
            from (
                select hash(rows_of_content) as row_hash
                from (select {{ row }} from {{ this }}) as rows_of_content
            )
        {% endset %}
        {% do run_query(query) %}
    {% endif %}
    {{ return('') }}
{%- endmacro %}


{# A view holds what its SQL makes of its inputs. #}
{% macro remember_view(made_of) -%}
    {% do forget_content() %}
    {% if made_of %}
        {% do run_query(
            'insert into ' ~ content_ledger() ~ ' (model_name, content) values (' ~ "'"
            ~ this.identifier ~ "', " ~ text_literal(made_of) ~ ')'
        ) %}
    {% endif %}
{%- endmacro %}
