{#
    Tables that are a function of each row of their source (a text, a tweet). `keys` are columns of
    both that identify the content a row was made from.
#}
{% macro where_not_kept(source, keys) -%}
    {%- if has_kept_rows() %}
    where not exists (
        select 1
        from {{ this }} as kept
        where {{ columns_match('kept', source, keys) }}
    )
    {%- endif %}
{%- endmacro %}


{# Before rows are added: deletes those whose source is gone or changed. #}
{% macro forget_rows_without(source, keys) -%}
    {%- if not execute or not is_incremental() -%}
        select 1
    {%- elif not has_kept_rows() -%}
        delete from {{ this }}
    {%- else -%}
        delete from {{ this }} as kept
        where not exists (
            select 1
            from {{ source }} as sources
            where {{ columns_match('kept', 'sources', keys) }}
        )
    {%- endif -%}
{%- endmacro %}


{# After rows were added: writes by which code. #}
{% macro remember_rows() -%}
    {%- if execute and keeps_state() -%}
        delete from {{ state_ledger() }} where model_name = '{{ this.identifier }}';
        insert into {{ state_ledger() }} (model_name, state_md5)
        values ('{{ this.identifier }}', '{{ state_md5() }}')
    {%- else -%}
        select 1
    {%- endif -%}
{%- endmacro %}


{# Tweets with a hash of everything that their words are read from, which changes on correction. #}
{% macro tweets_with_version(tweets) -%}
    (
        select
            *,
            md5(concat(user_id, ' ', coalesce(is_retweet, false), ' ', text)) as version_md5
        from {{ tweets }}
    )
{%- endmacro %}
