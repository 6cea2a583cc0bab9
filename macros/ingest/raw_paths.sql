{# All files of the raw folder and of its sub-folders, one level down. #}
{% macro raw_paths() -%}
    {%- set pattern = glob_escaped(raw_folder()) -%}
    select file from glob({{ text_literal(pattern ~ '/*') }})
        union all
        select file from glob({{ text_literal(pattern ~ '/*/*') }})
{%- endmacro %}


{# Pattern of file names of the inputs; its group is the input's name. #}
{% macro raw_path_pattern() -%}
    {{ return(
        '/(' ~ (raw_file_names().keys() | join('|')) ~ ')(?:-[^/]*)?\\.(?:json|jsonl|csv)(?:\\.gz)?$'
    ) }}
{%- endmacro %}


{# Input that a file belongs to; none for unknown files. #}
{% macro raw_input_name(path) -%}
    {% set match = modules.re.search(raw_path_pattern(), path) %}
    {{ return(raw_file_names()[match.group(1)] if match else none) }}
{%- endmacro %}


{# The same as SQL on a column of paths; empty for unknown files. #}
{% macro input_of_path(path) -%}
    {%- set name = "regexp_extract(" ~ path ~ ", '" ~ raw_path_pattern() ~ "', 1)" -%}
    case {{ name }}
        {%- for written, input_name in raw_file_names().items() if written != input_name %}
        when '{{ written }}' then '{{ input_name }}'
        {%- endfor %}
        else {{ name }}
    end
{%- endmacro %}
