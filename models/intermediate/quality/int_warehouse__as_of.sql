with

tweets as (

    select * from {{ ref('stg_twitter__tweets') }}

),

final as (

    select
        {{ "timestamp '" ~ var('as_of') ~ "'" if var('as_of') else 'max(tweeted_at)' }} as as_of

    from tweets

)

select * from final
