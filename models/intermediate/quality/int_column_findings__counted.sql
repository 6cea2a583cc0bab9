{%- set entities = {
    'profile': 'stg_twitter__profiles',
    'tweet': 'stg_twitter__tweets',
    'friend_profile': 'stg_twitter__friend_profiles',
    'mention_profile': 'stg_twitter__mention_profiles',
} -%}
with

{% for entity, model in entities.items() -%}
    {{ entity }}_rows as (

        select * from {{ ref(model) }}

    ),

    {{ entity }}_facts as (

        -- Columns that staging adds are not properties of the data.
        select
            columns(
                lambda name: name not in ('file_path', 'record_number', 'impossible_values')
            )
        from {{ entity }}_rows

    ),

    {{ entity }}_facts_judged as (

        -- A column that is always NULL is constant, too.
        select
            coalesce(min(columns(*)::varchar) = max(columns(*)::varchar), true)
                as "\0"  -- noqa: RF05
        from {{ entity }}_facts

    ),

    {{ entity }}_columns as (

        unpivot {{ entity }}_facts_judged
        on columns(*) into name column_name value is_constant

    ),

    {{ entity }}_counts as (

        unpivot {{ entity }}_rows
        on columns('_count$') into name column_name value stated_count

    ),

{% endfor -%}
finding_rules as (

    select * from {{ ref('ref_finding_rules') }}

),

final as (

    {% for entity in entities -%}
        select
            'column_constant' as rule_id,
            '{{ entity }}' as entity,
            count(*) filter (where is_constant) as finding_count,
            count(*) as row_count,
            string_agg(column_name, ', ' order by column_name) filter (where is_constant)
                as examples

        from {{ entity }}_columns
        where
            (select count(*) from {{ entity }}_rows)
            >= {{ rule_number('column_constant', 'minimum_rows') }}
        union all
        select
            'count_sentinel' as rule_id,
            '{{ entity }}' as entity,
            count(*) filter (where stated_count >= {{ rule_number('count_sentinel') }})
                as finding_count,
            count(*) as row_count,
            string_agg(distinct column_name, ', ' order by column_name)
            filter (where stated_count >= {{ rule_number('count_sentinel') }}) as examples

        from {{ entity }}_counts
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}

)

select * from final
