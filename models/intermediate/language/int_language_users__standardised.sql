with

measured_users as (

    select * from {{ ref('int_language_users__measured') }}

),

size_classes as (

    select * from {{ ref('int_language_sizes__classed') }}
    where unit = 'user'

),

users_standardised as (

    select
        measured_users.*,
        size_classes.size_class,
        {{ standard_scores('measured_users', 'size_classes') }}

    from measured_users
    left outer join size_classes
        on {{ is_in_size_class('measured_users', 'size_classes') }}

),

final as (

    select
        *,
        {{ is_explained('has_score', 'user_id') }} as is_explained

    from users_standardised

)

select * from final
