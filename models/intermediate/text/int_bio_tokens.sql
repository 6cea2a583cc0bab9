with

bios as (

    select * from {{ ref('int_bios__text') }}

),

bios_tokenised as (

    select
        user_id,
        {{ tokenise('masked_text') }} as tokens

    from bios

),

tokens_unnested as (

    select
        user_id,
        unnest(tokens) as token,
        generate_subscripts(tokens, 1) as token_position

    from bios_tokenised

),

tokens_named as (

    select
        *,
        {{ token_kind('token') }} as token_kind

    from tokens_unnested

),

final as (

    select
        -- ids
        user_id,

        -- numerics
        cast(token_position as integer) as token_position,

        -- strings
        {{ canonical_token('token', 'token_kind') }} as token,
        token_kind

    from tokens_named

)

select * from final
