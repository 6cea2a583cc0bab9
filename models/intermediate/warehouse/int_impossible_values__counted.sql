with

{% set entities = {
    'profile': 'stg_twitter__profiles',
    'tweet': 'stg_twitter__tweets',
    'friend_profile': 'stg_twitter__friend_profiles',
    'mention_profile': 'stg_twitter__mention_profiles',
} -%}

age_labels as (

    select * from {{ ref('stg_twitter__age_labels') }}

),

{% for entity, model in entities.items() -%}
{{ entity }}_values as (

    select
        '{{ entity }}' as entity,
        unnest(impossible_values) as impossible_value,
        (select count(*) from {{ ref(model) }}) as row_count

    from {{ ref(model) }}
    where impossible_values is not null

),

{% endfor -%}

values_united as (

    {% for entity in entities -%}
    select
        entity,
        impossible_value.rule_id,
        impossible_value.stated_value,
        row_count

    from {{ entity }}_values
    union all
    {% endfor -%}
    select
        'label' as entity,
        'age_implausible' as rule_id,
        stated_age_years::varchar as stated_value,
        (select count(*) from age_labels) as row_count

    from age_labels
    where age_years is null

),

final as (

    select
        entity,
        rule_id,
        count(*) as finding_count,
        any_value(row_count) as row_count,
        array_to_string(list_sort(list(distinct stated_value))[:5], ', ') as examples

    from values_united
    group by entity, rule_id

)

select * from final
