with

labels as (

    select * from {{ ref('int_claim_labels__stated') }}

),

final as (

    select
        video_id,
        is_claim

    from labels
    where is_claim is not null

)

select * from final
