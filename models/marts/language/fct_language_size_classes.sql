with

size_classes as (

    select * from {{ ref('int_language_sizes__classed') }}

),

named_groups as (

    select * from {{ ref('int_language_groups__named') }}

),

final as (

    select
        -- ids
        named_groups.group_id,
        size_classes.unit,
        size_classes.size_class,

        -- numerics
        size_classes.from_token_count,
        size_classes.below_token_count,
        size_classes.row_count,
        size_classes.mean_cosine_distance,
        size_classes.sd_cosine_distance,
        size_classes.mean_surprisal_bits,
        size_classes.sd_surprisal_bits

    from size_classes
    inner join named_groups on size_classes.group_number = named_groups.group_number

)

select * from final
