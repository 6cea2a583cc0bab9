{# An md5 has 32 digits; a weight uses four of them. #}
{% set md5_weights = 8 %}

with

user_behaviour as (

    select * from {{ ref('int_users__behaviour_measured') }}

),

users as (

    select distinct
        user_id,
        age_band_id,
        user_chunk

    from user_behaviour

),

chunks_listed as (

    select
        age_band_id,
        user_chunk,
        list(user_id order by user_id) as user_ids

    from users
    group by age_band_id, user_chunk

),

chunks_repeated as (

    select
        chunks_listed.*,
        blocks.first_replicate

    from chunks_listed
    cross join
        range(0, {{ var('behaviour_replicates') }}, {{ md5_weights }}) as blocks (first_replicate)

),

-- Only the user and the replicate determine a weight, not who else is in the data.
chunks_hashed as (

    select
        age_band_id,
        user_chunk,
        first_replicate,
        list_transform(user_ids, lambda user_id: md5(user_id || ':' || first_replicate))
            as user_hashes

    from chunks_repeated

),

final as (

    select
        -- ids
        chunks_hashed.age_band_id,
        chunks_hashed.user_chunk,
        cast(chunks_hashed.first_replicate + places.place as integer) as replicate,

        -- numerics
        list_transform(
            chunks_hashed.user_hashes,
            lambda user_hash: {{ poisson_weight('substr(user_hash, 1 + 4 * places.place, 4)') }}
        ) as user_weights

    from chunks_hashed
    cross join range({{ md5_weights }}) as places (place)
    where chunks_hashed.first_replicate + places.place < {{ var('behaviour_replicates') }}

)

select * from final
