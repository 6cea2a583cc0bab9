{%- set entities = {'friend': 'stg_twitter__friends', 'tweet': 'stg_twitter__tweets'} -%}
with

{% for entity, model in entities.items() -%}
    {{ entity }}_rows as (

        select * from {{ ref(model) }}

    ),

{% endfor -%}
finding_rules as (

    select * from {{ ref('ref_finding_rules') }}

),

users_counted as (

    {% for entity in entities -%}
        select
            '{{ entity }}' as entity,
            user_id,
            count(*) as row_count

        from {{ entity }}_rows
        group by user_id
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}

),

users_beside_the_most as (

    select
        *,
        max(row_count) over (partition by entity) as largest_row_count

    from users_counted

),

maxima as (

    select
        entity,
        count(*) filter (where row_count = largest_row_count) as capped_user_count,
        count(*) as user_count,
        any_value(largest_row_count) as largest_row_count

    from users_beside_the_most
    group by entity

),

final as (

    select
        'rows_capped' as rule_id,
        entity,
        if(
            -- One row per user is how some exports are made, not a limit that anybody reached.
            largest_row_count > 1
            and capped_user_count >= {{ rule_number('rows_capped', 'minimum_rows') }}
            and capped_user_count >= {{ rule_number('rows_capped') }} * user_count,
            capped_user_count,
            0
        ) as finding_count,
        user_count as row_count,
        'at most ' || largest_row_count || ' a user' as examples

    from maxima

)

select * from final
