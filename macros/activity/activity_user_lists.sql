{# Lines of the files user_list[-anything].csv or .txt, plain or .gz, of the log folder. #}
{% macro read_activity_user_lists() %}
    {%- set origin = source('activity', 'user_lists') %}
    {%- set query %}
        select file
        from glob({{ text_literal(glob_escaped(activity_folder()) ~ '/user_list*') }})
        where regexp_matches(file, '/user_list(-[^/]*)?\.(csv|txt)(\.gz)?$')
        order by file
    {%- endset %}
    {%- set paths = run_query(query).columns[0].values() if execute else [] %}
    {%- for path in paths %}
    select line
    from read_csv(
        {{ text_literal(glob_escaped(path)) }},
        columns = {'line': 'VARCHAR'},
        delim = chr(31),
        quote = '',
        escape = '',
        header = false,
        auto_detect = false
    )
    union all
    {%- endfor %}
    select {{ raw_column('user') }} as line
    {{ from_raw(origin) }}
    where false
{% endmacro %}


{# Accepted names of the user column, in lower case, as SQL texts. #}
{% macro activity_user_names() -%}
    {%- set given = var('activity_columns')['user'] -%}
    {%- set names = ["'user_id'", "'id'"] -%}
    {%- for name in ([given] if given is string or given is number else (given or [])) -%}
        {%- do names.append(text_literal(name | string | lower)) -%}
    {%- endfor -%}
    {{ return(names | unique | join(', ')) }}
{%- endmacro %}


{# Ends the build when ids of the lists have lost digits: nobody can tell whom they mean. #}
{% macro stop_on_rounded_users() %}
    {% if execute and earlier_table(this.schema, this.identifier) is not none %}
        {% set query %}
            select count(*) as user_count from {{ this }} where is_rounded
        {% endset %}
        {% set count = run_query(query).columns[0].values()[0] %}
        {% if count %}
            {{ stop_build(
                'The lists of users (user_list*) in ' ~ activity_folder() ~ ' have ' ~ count
                ~ (' id that has' if count == 1 else ' ids that have') ~ ' lost digits, such as'
                ~ ' 1.2E+17: ' ~ rejection_remedy('user_rounded') ~ '.'
            ) }}
        {% endif %}
    {% endif %}
    {{ return('') }}
{% endmacro %}
