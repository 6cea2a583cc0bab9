with

age_bands as (

    select * from {{ ref('ref_age_bands') }}

),

-- A user who is asked for twice is one user.
prediction_targets as (

    select distinct user_id from {{ ref('dim_prediction_targets') }}

),

labelled_users as (

    select * from {{ ref('dim_age_users') }}
    where role = 'labelled'

),

band_probabilities as (

    select * from {{ ref('fct_age_band_probabilities') }}

),

out_of_fold_bands as (

    select * from {{ source('predictions', 'age_out_of_fold_bands') }}

),

targeting as (

    select * from {{ source('predictions', 'targeting') }}

),

audience_bands as (

    {{ audience_bands('targeting', 'age_bands') }}

),

probabilities_united as (

    select
        'target' as role,
        band_probabilities.user_id,
        0 as repeat,
        band_probabilities.age_band_id,
        band_probabilities.probability,
        cast(null as boolean) as is_hit

    from band_probabilities
    inner join prediction_targets
        on band_probabilities.user_id = prediction_targets.user_id
    union all
    select
        'labelled' as role,
        labelled_users.user_id,
        out_of_fold_bands.repeat,
        out_of_fold_bands.age_band_id,
        out_of_fold_bands.probability,
        (labelled_users.age_band_id is not distinct from out_of_fold_bands.age_band_id) as is_hit

    from out_of_fold_bands
    inner join labelled_users on out_of_fold_bands.user_id = labelled_users.user_id

),

-- Rounded as in the evaluation: the last digits differ between processors.
probabilities_summed as (

    select
        audience_bands.audience,
        probabilities_united.role,
        probabilities_united.user_id,
        probabilities_united.repeat,
        round(sum(probabilities_united.probability), 9) as probability,
        bool_or(probabilities_united.is_hit) as is_hit,
        bool_or(audience_bands.may_hold_minors) as may_hold_minors

    from probabilities_united
    inner join audience_bands on probabilities_united.age_band_id = audience_bands.age_band_id
    group by
        audience_bands.audience,
        probabilities_united.role,
        probabilities_united.user_id,
        probabilities_united.repeat

),

-- Equal probabilities are ordered by a hash: by id, the oldest accounts would come first.
final as (

    select
        audience,
        role,
        user_id,
        repeat,
        probability,
        row_number() over (
            partition by audience, role, repeat
            order by probability desc, md5(cast(user_id as varchar)) asc, user_id asc
        ) as probability_rank,
        is_hit,
        may_hold_minors

    from probabilities_summed

)

select * from final
