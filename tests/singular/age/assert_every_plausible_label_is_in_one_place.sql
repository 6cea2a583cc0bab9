-- Conservation: a plausible label is either used for training or held out, never both or neither.
with

age_labels as (

    select * from {{ ref('stg_twitter__age_labels') }}
    where age_years is not null

),

trainable_labels as (

    select * from {{ ref('dim_age_users') }}
    where age_years is not null

),

held_out_labels as (

    select * from {{ ref('fct_held_out_labels') }}

),

labels_placed as (

    select
        age_labels.user_id,
        (trainable_labels.age_years is not distinct from age_labels.age_years) as is_trainable,
        (held_out_labels.age_years is not distinct from age_labels.age_years) as is_held_out

    from age_labels
    left outer join trainable_labels on age_labels.user_id = trainable_labels.user_id
    left outer join held_out_labels on age_labels.user_id = held_out_labels.user_id

)

select
    *,
    'label lost, altered, or in both places' as failure_reason

from labels_placed
where is_trainable = is_held_out
