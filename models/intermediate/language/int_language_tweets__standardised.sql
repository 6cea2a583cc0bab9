with

measured_tweets as (

    select * from {{ ref('int_language_tweets__measured') }}

),

size_classes as (

    select * from {{ ref('int_language_sizes__classed') }}
    where unit = 'tweet'

),

tweets_standardised as (

    select
        measured_tweets.*,
        size_classes.size_class,
        {{ standard_scores('measured_tweets', 'size_classes') }},
        -- Other languages, templates and lists of links would fill every list: they have scores
        -- and stand aside.
        deviation_score is not null
        and not (
            measured_tweets.is_other_language
            or measured_tweets.is_template
            or measured_tweets.is_repeat
            or measured_tweets.is_mostly_links
        ) as is_ranked

    from measured_tweets
    left outer join size_classes
        on {{ is_in_size_class('measured_tweets', 'size_classes') }}

),

final as (

    select
        *,
        {{ is_explained('has_score', 'tweet_id') }} as is_explained

    from tweets_standardised

)

select * from final
