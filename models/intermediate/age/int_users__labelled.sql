with

age_labels as (

    select * from {{ ref('stg_twitter__age_labels') }}

),

-- The only door from labels to anything that features come from: that a label exists, not which.
final as (

    select user_id
    from age_labels
    where age_years is not null

)

select * from final
