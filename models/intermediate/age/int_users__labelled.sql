with

age_labels as (

    select * from {{ ref('stg_twitter__age_labels') }}

),

-- The only path from labels to inputs of features: whether a label exists, not its value.
final as (

    select user_id
    from age_labels
    where age_years is not null

)

select * from final
