with

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

final as (

    select
        {% if var('as_of', none) -%}
        timestamp '{{ var("as_of") }}' as as_of
        {%- else -%}
        max(tweeted_at) as as_of
        {%- endif %}

    from tweets

)

select * from final
