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

{% endfor -%}
age_labels as (

    select * from {{ ref('stg_twitter__age_labels') }}

),

rows_united as (

    {% for entity in entities %}
        select
            '{{ entity }}' as entity,
            null::bigint as user_id,
            impossible_values

        from {{ entity }}_rows
        union all
    {% endfor %}
    select
        'label' as entity,
        user_id,
        case
            when age_years is null
                then
                    [
                        {
                            'rule_id': 'age_implausible',
                            'stated_value': stated_age_years::varchar
                        }
                    ]
        end as impossible_values

    from age_labels

),

rows_counted as (

    select
        entity,
        count(*) as row_count

    from rows_united
    group by entity

),

values_listed as (

    select
        entity,
        user_id,
        unnest(impossible_values) as impossible_value

    from rows_united
    where impossible_values is not null

),

final as (

    select
        values_listed.entity,
        values_listed.impossible_value.rule_id,
        count(*) as finding_count,
        any_value(rows_counted.row_count) as row_count,
        -- Nobody's age is shown, not even without a name: ids of users show where to look.
        array_to_string(
            list_sort(
                list(
                    distinct coalesce(
                        values_listed.user_id::varchar, values_listed.impossible_value.stated_value
                    )
                )
            )[:5],
            ', '
        ) as examples

    from values_listed
    inner join rows_counted
        on values_listed.entity = rows_counted.entity
    group by values_listed.entity, values_listed.impossible_value.rule_id

)

select * from final
