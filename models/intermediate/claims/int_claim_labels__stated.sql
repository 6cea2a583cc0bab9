with

videos as (

    select * from {{ ref('stg_videos__videos') }}

),

-- The door to the labels: no other model reads them in staging.
final as (

    select
        video_id,
        claim_status,
        case claim_status
            when 'claim' then true
            when 'opinion' then false
        end as is_claim

    from videos
    where claim_status is not null

)

select * from final
