{#
    Why the cell of an id in a CSV is no id: `<name>_rounded` for a number that a spreadsheet or a
    column of floating-point numbers has shortened (`7.95923E+17`, `795923315123456000.0`), else
    `<name>_unreadable`.
#}
{% macro id_rejection(name) -%}
    {%- set shortened = '[0-9]+([.,][0-9]+)?[eE][+]?[0-9]{1,3}|[0-9]{16,}[.]0*' -%}
    if(regexp_full_match(trim({{ name }}_text), '{{ shortened }}'), '{{ name }}_rounded', '{{ name }}_unreadable')
{%- endmacro %}


{# Ends the build when the ids of a raw file were rounded (`files_of_rounded_ids`). #}
{% macro stop_on_rounded_ids() %}
    {#- First, so that dbt sees the dependency when it parses. -#}
    {% set files = ref('base_raw__files') %}
    {#- On Spark, a query that reads files is spread over them: it cannot count by file. -#}
    {% if execute and not (var('pseudonymise') and target.type == 'spark') %}
        {% do stop_for_rounded_ids(ids_read(this.name.split('__')[1]), raw_folder()) %}
    {% endif %}
    {{ return('') }}
{% endmacro %}


{# The same for logs of actions. #}
{% macro stop_on_rounded_activity_ids() %}
    {% if execute %}
        {% set is_hashed = var('pseudonymise') %}
        {% set ids %}
            {%- for name in ['user', 'event'] %}
            select
                file_path,
                '{{ name }}' as id_name,
                {{ id_from_text(name ~ ('_text' if is_hashed else '_id')) }} as id
            from {{ '(' ~ read_activity_records() ~ ')' if is_hashed else ref('base_activity__records') }}
            {{ 'union all' if not loop.last }}
            {%- endfor %}
        {% endset %}
        {% do stop_for_rounded_ids(ids, activity_folder()) %}
    {% endif %}
    {{ return('') }}
{% endmacro %}


{#
    Ids of the records that an input's table has just taken in, with file and name: from the table or,
    under `pseudonymise`, from the files, since a hash does not show how its id ended.
#}
{% macro ids_read(input_name) %}
    {%- set input = var('inputs')[input_name] %}
    {%- set queries = [] %}
    {%- if not var('pseudonymise') %}
        {%- set columns = [] %}
        {%- if keeps_state() %}
            {#- The adapter's look at columns opens a transaction, with which the ledger is lost. -#}
            {%- for column in run_query('describe ' ~ this).rows %}
                {%- do columns.append((column[0], column[1])) %}
            {%- endfor %}
        {%- else %}
            {%- for column in adapter.get_columns_in_relation(this) %}
                {%- do columns.append((column.name, column.dtype)) %}
            {%- endfor %}
        {%- endif %}
        {%- for name, type in columns if name.endswith('_id') and type | lower == 'bigint' %}
            {%- do queries.append(
                "select file_path, '" ~ name ~ "' as id_name, " ~ name ~ ' as id from '
                ~ this ~ ' where ' ~ file_is_not_kept()
            ) %}
        {%- endfor %}
    {%- elif input.csv %}
        {%- for name in input.csv.columns if name.endswith('_id') %}
            {%- do queries.append(
                "select file_path, '" ~ name ~ "' as id_name, " ~ id_from_text(name ~ '_text')
                ~ ' as id from (' ~ read_raw_cells(input_name, [name]) ~ ')'
            ) %}
        {%- endfor %}
    {%- else %}
        {%- for parent in ['', (input.json.nested or '') ~ '.'] if parent != '.' %}
            {%- set id = "coalesce(line ->> '$." ~ parent ~ "id_str', line ->> '$." ~ parent ~ "id')" %}
            {%- do queries.append(
                "select file_path, '" ~ parent ~ "id' as id_name, " ~ id_from_text(id)
                ~ ' as id from (' ~ read_raw_records(input_name) ~ ") where contains(line, '{')"
            ) %}
        {%- endfor %}
    {%- endif %}
    {{- return(queries | join('\nunion all\n')) }}
{% endmacro %}


{% macro stop_for_rounded_ids(ids, folder) %}
    {% set chance = var('max_rounded_ids_chance') %}
    {% if not chance or not ids %}
        {{ return('') }}
    {% endif %}
    {% set complaints = run_query(files_of_rounded_ids(ids, chance)).columns[0].values() | list %}
    {% if complaints %}
        {{ stop_build(
            'Ids are not whole in ' ~ folder ~ ':\n- ' ~ (complaints | join('\n- '))
            ~ '\nThey belong to nobody, or to several: a spreadsheet or JavaScript rounded them:'
            ~ ' export as text, from where the file was made (a JSON export has `id_str`; a'
            ~ ' spreadsheet needs the column as text before it opens the file).\nIf they are right,'
            ~ ' the variable max_rounded_ids_chance (now ' ~ chance ~ '; 0 never stops) lets them pass.'
        ) }}
    {% endif %}
{% endmacro %}


{#
    Complaints about files whose ids look rounded. JavaScript writes a double in as few digits as tell it
    from its neighbours: of 16 or more digits, the last is then a zero, as it is of one id in ten by
    chance. A spreadsheet keeps 15 digits: all others are zeros, of which fewer ids are enough to tell.
    At most 2^n * 10^-z is the chance that more than half of n ids have z such zeros together.
    Multiples of 4096 count as whole: where a time is followed by a counter of 12 bits that is mostly 0,
    times in whole seconds would make all ids end in zeros.
#}
{% macro files_of_rounded_ids(ids, chance) %}
    with

    long_ids as (

        select distinct
            file_path,
            id_name,
            id,
            length(cast(id as varchar)) - 15 as digits_beyond
        from (
            {{ ids }}
        ) as ids
        where id >= 1000000000000000

    ),

    ids_measured as (

        select
            *,
            id % 10 = 0 and id % 4096 != 0 as is_rounded,
            id % cast(pow(10, digits_beyond) as bigint) = 0 and id % 4096 != 0 as has_15_digits
        from long_ids

    ),

    ids_counted as (

        select
            file_path,
            id_name,
            count(*) as id_count,
            count(*) filter (where is_rounded) as rounded_count,
            count(*) filter (where has_15_digits) as short_count,
            coalesce(sum(digits_beyond) filter (where has_15_digits), 0) as zero_count
        from ids_measured
        group by file_path, id_name

    )

    select
        file_path || ': ' || rounded_count || ' of ' || id_count || ' different values of '
        || id_name || ' with 16 or more digits end in a zero' as complaint
    from ids_counted
    where
        (
            rounded_count * 2 > id_count
            and rounded_count - id_count * log10(2) > -log10({{ chance }})
        )
        or (
            short_count * 2 > id_count
            and zero_count - id_count * log10(2) > -log10({{ chance }})
        )
    order by file_path, id_name
{% endmacro %}
