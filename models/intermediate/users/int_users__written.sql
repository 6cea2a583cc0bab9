with

tweets as (

    select * from {{ ref('int_tweets__own_text') }}

),

bios as (

    select * from {{ ref('int_bios__text') }}

),

bio_facts as (

    select * from {{ ref('int_bios__facts_named') }}

),

writings_united as (

    select
        user_id,
        version_md5 as writing_md5
    from tweets
    union all
    select
        user_id,
        md5('bio ' || masked_text) as writing_md5
    from bios
    union all
    select
        user_id,
        md5('fact ' || fact_name) as writing_md5
    from bio_facts

),

-- Sums know no order, so nothing is sorted; eleven digits each, so that they fit into 64 bits.
final as (

    select
        -- ids
        user_id,

        -- strings
        concat_ws(
            ' ',
            count(*),
            sum({{ number_from_hex('substr(writing_md5, 1, 11)') }}),
            sum({{ number_from_hex('substr(writing_md5, 12, 11)') }})
        ) as written_hash

    from writings_united
    group by user_id

)

select * from final
