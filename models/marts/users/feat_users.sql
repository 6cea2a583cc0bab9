{#- One row per user each; the contract orders their columns. RF02 is off where a key is left
out: it takes that for an unqualified column. -#}
{%- set evidence = [
    'int_users__account_facts',
    'int_users__colours',
    'int_users__name_forms',
    'int_users__bio_facts',
    'int_users__bio_forms',
    'int_users__stated_ages',
    'int_users__activity',
    'int_users__apps',
    'int_users__style',
    'int_users__sentiment',
    'int_users__emoji',
    'int_users__network_pivoted',
] -%}
with

users as (

    select * from {{ ref('int_users__evidence_levels') }}

),

{% for name in evidence -%}
    {{ name }} as (

        select * from {{ ref(name) }}

    ),

{% endfor -%}
final as (

    select
        {% for name in evidence -%}
            {{ name }}.* exclude (user_id),  -- noqa: RF02
        {% endfor -%}
        users.user_id,
        users.evidence_level

    from users
    {% for name in evidence -%}
        left outer join {{ name }} on users.user_id = {{ name }}.user_id
    {% endfor %}

)

select * from final
