{#
    Tables that are a function of all that each user wrote. Rows of users who wrote the same as before
    stay; the others' are taken out and made anew, so sums and distinct texts are those of a full
    build. The ledger says of what and by which code the rows of each user were made, and how many
    there are: users without a row stand in it too, and rows that went missing are noticed.

    `users` is int_users__written.
#}
{% macro create_user_ledger() %}
    {% if execute and keeps_state() %}
        {% do run_query(
            'create table if not exists ' ~ user_ledger() ~ ' ('
            ~ 'model_name varchar, user_id bigint, written_hash varchar, row_count bigint,'
            ~ ' made_by_md5 varchar)'
        ) %}
    {% endif %}
{% endmacro %}


{% macro user_ledger() -%}
    {{ return('staging.user_ledger') }}
{%- endmacro %}


{# What a user's rows are made by: the code that kept rows hang on, and the SQL of the model. #}
{% macro made_by_md5() -%}
    {{ return(local_md5(state_md5() ~ without_increments(model.compiled_code))) }}
{%- endmacro %}


{# Only users who are not in the ledger, which the hook before has cleared of those to make anew. #}
{% macro where_user_not_kept(users) -%}
    {{ start_of_increment() }}
    {%- if adds_to_table() %}
    where user_id in (
        select written.user_id
        from {{ users }} as written
        where not exists (
            select 1
            from {{ user_ledger() }} as ledger
            where ledger.model_name = '{{ this.identifier }}' and ledger.user_id = written.user_id
        )
    )
    {%- endif %}
    {{ end_of_increment() }}
{%- endmacro %}


{#
    Before rows are added: those of users who wrote something else, or nothing any more, are taken out;
    from the ledger first, so that no run that breaks off leaves a record of what is no more.
#}
{% macro forget_users_not_kept(users) -%}
    {%- if not adds_to_table() -%}
        select 1
    {%- else -%}
        delete from {{ user_ledger() }}
        where
            model_name = '{{ this.identifier }}'
            and user_id not in (
                select ledger.user_id
                from {{ user_ledger() }} as ledger
                inner join {{ users }} as written
                    on
                        ledger.user_id = written.user_id
                        and ledger.written_hash = written.written_hash
                left join (
                    select user_id, count(*) as row_count from {{ this }} group by user_id
                ) as present
                    on ledger.user_id = present.user_id
                where
                    ledger.model_name = '{{ this.identifier }}'
                    and ledger.made_by_md5 = '{{ made_by_md5() }}'
                    and ledger.row_count = coalesce(present.row_count, 0)
            );
        delete from {{ this }}
        where user_id not in (
            select user_id from {{ user_ledger() }} where model_name = '{{ this.identifier }}'
        )
    {%- endif -%}
{%- endmacro %}


{# After rows were added: of what each user's were made, and how many there are. #}
{% macro remember_users(users) -%}
    {%- if execute and keeps_state() -%}
        delete from {{ user_ledger() }} where model_name = '{{ this.identifier }}';
        insert into {{ user_ledger() }} (model_name, user_id, written_hash, row_count, made_by_md5)
        select
            '{{ this.identifier }}',
            written.user_id,
            written.written_hash,
            coalesce(present.row_count, 0),
            '{{ made_by_md5() }}'
        from {{ users }} as written
        left join (
            select user_id, count(*) as row_count from {{ this }} group by user_id
        ) as present
            on written.user_id = present.user_id
    {%- else -%}
        select 1
    {%- endif -%}
{%- endmacro %}
