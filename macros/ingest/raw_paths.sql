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
        '/(' ~ (raw_input_names() | join('|')) ~ ')(?:-[^/]*)?\\.(?:json|jsonl|csv)(?:\\.gz)?$'
    ) }}
{%- endmacro %}


{# Input that a file belongs to; none for unknown files. #}
{% macro raw_input_name(path) -%}
    {% set match = modules.re.search(raw_path_pattern(), path) %}
    {{ return(match.group(1) if match else none) }}
{%- endmacro %}
