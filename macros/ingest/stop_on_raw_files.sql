{#
    Ends the build with one message when the raw folder cannot be used. Runs before the files are
    read (`stop_without_raw_files`) and after (`stop_on_unusable_files`).
#}
{% macro stop_without_raw_files() %}
    {% if not execute %}
        {{ return('') }}
    {% endif %}
    {% set query %}
        select file
        from (
            {{ raw_paths() }}
        )
        order by file
    {% endset %}
    {% set paths = run_query(query).columns[0].values() | list %}
    {% set found = [] %}
    {% for path in paths %}
        {% set name = raw_input_name(path) %}
        {% if name and name not in found %}
            {% do found.append(name) %}
        {% endif %}
    {% endfor %}
    {#- A source is there or not: what one of its files is there for, needs the others. -#}
    {% set sources = sources_of(found) or ([] if has_activity_logs() else sources_of(raw_input_names())) %}
    {% set missing = [] %}
    {% for name in required_input_names() if name not in found and var('inputs')[name].source in sources %}
        {% do missing.append(name) %}
    {% endfor %}
    {% set without_file = names_without_file() %}
    {% if without_file %}
        {{ stop_build(
            'Raw files cannot be used in ' ~ raw_folder() ~ ':\n- '
            ~ (without_file | join(' is a link that leads nowhere, a pipe or a device\n- '))
            ~ ' is a link that leads nowhere, a pipe or a device.\nPut the file itself there, or'
            ~ ' remove it.' ~ raw_folder_hint()
        ) }}
    {% elif not paths and sources %}
        {{ stop_build(
            'No raw files: the folder ' ~ raw_folder() ~ ' is empty or absent.' ~ raw_folder_hint()
        ) }}
    {% elif missing %}
        {{ stop_build(
            'Raw files are missing in ' ~ raw_folder() ~ ': ' ~ (missing | join(', '))
            ~ '.\nThe folder holds ' ~ described_paths(paths) ~ '.' ~ archive_hint(paths)
            ~ named_folders_hint() ~ raw_folder_hint()
        ) }}
    {% endif %}
    {% set absent = [] %}
    {% for name in optional_input_names() if name not in found and var('inputs')[name].source in sources %}
        {% do absent.append(name) %}
    {% endfor %}
    {% if absent %}
        {% set fed = fed_columns(absent) %}
        {% do log(
            'plumage: optional raw files absent: ' ~ (absent | join(', ')) ~ '.'
            ~ (' NULL without them: ' ~ (fed | join(', ')) ~ '.' if fed else '')
            ~ (' Without ages_train nobody\'s age is known: nothing is learned or compared by age.'
                if 'ages_train' in absent else '')
            ~ (' Without ages_test no age is asked for.' if 'ages_test' in absent else ''),
            info=true
        ) %}
    {% endif %}
    {{ return('') }}
{% endmacro %}


{# Ends the build when a file has an unknown layout, or an input has no records at all. #}
{% macro stop_on_unusable_files() %}
    {% if not execute %}
        {{ return('') }}
    {% endif %}
    {% set query %}
        select
            file_path || ' ' || problem as complaint,
            file_path

        from {{ this }}
        where problem is not null
        union all
        select
            string_agg(file_path, ', ' order by file_path) || ' holds no record' as complaint,
            min(file_path) as file_path

        from {{ this }}
        where input_name in ('{{ required_input_names() | join("', '") }}')
        group by input_name
        having sum(record_count) = 0 and count(problem) = 0
        order by file_path
    {% endset %}
    {% set complaints = run_query(query).columns[0].values() | list %}
    {% if complaints %}
        {{ stop_build(
            'Raw files cannot be used in ' ~ raw_folder() ~ ':\n- ' ~ (complaints | join('\n- '))
            ~ '.' ~ raw_folder_hint()
        ) }}
    {% endif %}
    {{ return('') }}
{% endmacro %}


{# Entries with the name of a raw file that are not files. #}
{% macro names_without_file() -%}
    {{ return(
        run_query(
            'select unnest(plumage_names_without_file(' ~ text_literal(raw_folder()) ~ '))'
        ).columns[0].values() | list
    ) }}
{%- endmacro %}


{# Says that files are those of an X archive, and what to do with them. #}
{% macro archive_hint(paths) -%}
    {% set names = [] %}
    {% for path in paths if modules.re.search('/(?:tweets?(?:-part[0-9]+)?|account)\\.js$', path) %}
        {% do names.append(path) %}
    {% endfor %}
    {% if not names %}
        {{ return('') }}
    {% endif %}
    {% set advice = run_query("select plumage_format_advice('x_archive')").columns[0].values()[0] %}
    {{ return('\nThis is an X archive: ' ~ advice.split(': ', 1)[1] ~ '.') }}
{%- endmacro %}


{# Reports folders in place of files. #}
{% macro named_folders_hint() -%}
    {% set names = run_query(
        'select plumage_folders_named_as_files(' ~ text_literal(raw_folder()) ~ ')'
    ).columns[0].values()[0] %}
    {{ return('\nThese are folders, not files: ' ~ names ~ '.' if names else '') }}
{%- endmacro %}


{% macro raw_folder_hint() -%}
    {%- set needed = [] %}
    {%- for source in sources_of(required_input_names()) %}
        {%- set names = [] %}
        {%- for name in required_input_names() if var('inputs')[name].source == source %}
            {%- do names.append(name) %}
        {%- endfor %}
        {%- do needed.append(names | join(' and ')) %}
    {%- endfor %}
    {{ return(
        '\nPLUMAGE_RAW_DIR names the folder; it needs ' ~ (needed | join(', or '))
        ~ ', each as <name>[-anything].json, .jsonl or .csv, plain or .gz,'
        ~ ' in the folder or one level below.'
    ) }}
{%- endmacro %}


{# The first few file names, for a message. #}
{% macro described_paths(paths) -%}
    {% set names = [] %}
    {% for path in paths[:8] %}
        {% do names.append(path[(raw_folder() | length) + 1:]) %}
    {% endfor %}
    {{ return((names | join(', ')) ~ (' and ' ~ (paths | length - 8) ~ ' more' if paths | length > 8 else '')) }}
{%- endmacro %}


{# The columns of feat_users that are NULL without optional inputs. #}
{% macro fed_columns(absent) -%}
    {% set fed = [] %}
    {% for name, profiles, prefix in [
        ('friends', 'friend_profiles', 'followed_'), ('mentions', 'mention_profiles', 'mentioned_')
    ] %}
        {% if name in absent %}
            {% do fed.append(prefix ~ '*') %}
            {% if name == 'mentions' %}
                {% do fed.append('mentions_per_account') %}
            {% endif %}
        {% elif profiles in absent %}
            {#- Counts and followed_shared_share come from the pairs, so they stay. -#}
            {% for column in ['mean_*', 'verified_share', 'default_language_share'] %}
                {% do fed.append(prefix ~ column) %}
            {% endfor %}
        {% endif %}
    {% endfor %}
    {{ return(fed) }}
{%- endmacro %}
