{%- set parts = [
    'int_user_findings__counted',
    'int_label_findings__counted',
    'int_tweet_findings__counted',
    'int_tweet_group_findings__counted',
    'int_column_findings__counted',
    'int_cap_findings__counted',
    'int_skew_findings__counted',
    'int_record_findings__counted',
    'int_time_findings__counted',
    'int_field_findings__counted',
] -%}
with

{% for part in parts -%}
    {{ part }} as (

        select * from {{ ref(part) }}

    ),

{% endfor -%}
final as (

    {% for part in parts -%}
        select * from {{ part }}
        {% if not loop.last -%}
            union all
        {% endif -%}
    {% endfor %}

)

select * from final
