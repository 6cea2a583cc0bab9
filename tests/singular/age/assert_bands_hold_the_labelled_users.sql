-- Behaviour by age includes every labelled user, once per measure, and nobody else.
with

labelled_users as (

    select * from {{ ref('dim_age_users') }}
    where role = 'labelled'

),

measures as (

    select * from {{ ref('int_behaviour__measures') }}

),

user_behaviour as (

    select * from {{ ref('int_users__behaviour_measured') }}

),

bands as (

    select * from {{ ref('int_behaviour__bands_averaged') }}

),

bands_labelled as (

    select
        labelled_users.age_band_id,
        measures.measure,
        count(*) as labelled_user_count

    from labelled_users
    cross join measures
    group by labelled_users.age_band_id, measures.measure

),

final as (

    select
        bands_labelled.age_band_id,
        bands_labelled.measure,
        'labelled users differ from those with and without a value' as failure_reason

    from bands_labelled
    left outer join bands
        on
            bands_labelled.age_band_id = bands.age_band_id
            and bands_labelled.measure = bands.measure
    where
        bands_labelled.labelled_user_count
        is distinct from bands.user_count + bands.missing_user_count

    union all

    select
        user_behaviour.age_band_id,
        user_behaviour.measure,
        'a user who is not labelled, or is of another band' as failure_reason

    from user_behaviour
    left outer join labelled_users
        on
            user_behaviour.user_id = labelled_users.user_id
            and user_behaviour.age_band_id = labelled_users.age_band_id
    where labelled_users.user_id is null

)

select * from final
