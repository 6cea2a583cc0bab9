with

bios as (

    select * from {{ ref('int_bios__text') }}

),

own_tweets as (

    select * from {{ ref('int_tweets__own_text') }}

),

retweets as (

    select * from {{ ref('int_tweets__passed_on') }}

),

texts_united as (

    select
        user_id,
        'bio' as text_kind,
        masked_text
    from bios
    union all
    select
        user_id,
        'own' as text_kind,
        masked_text
    from own_tweets
    union all
    select
        user_id,
        'passed_on' as text_kind,
        passed_on_text as masked_text
    from retweets

),

texts_prepared as (

    select
        user_id,
        text_kind,
        {{ prepared_text('masked_text') }} as prepared_text

    from texts_united
    where masked_text is not null

),

-- What somebody posts again and again is one text.
final as (

    select distinct
        -- ids
        user_id,
        md5(prepared_text) as text_id,

        -- strings
        text_kind,
        prepared_text

    from texts_prepared

)

select * from final
