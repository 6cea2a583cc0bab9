{# Lines of the files user_list[-anything].csv or .txt, plain or .gz, of the log folder. #}
{% macro read_activity_user_lists() %}
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
    select null::varchar as line
    where false
{% endmacro %}


{# Accepted names of the user column, in lower case, as SQL texts. #}
{% macro activity_user_names() -%}
    {%- set given = var('activity_columns').get('user') -%}
    {%- set names = ["'user_id'", "'id'"] -%}
    {%- for name in ([given] if given is string or given is number else (given or [])) -%}
        {%- do names.append(text_literal(name | string | lower)) -%}
    {%- endfor -%}
    {{ return(names | unique | join(', ')) }}
{%- endmacro %}
