with

measured_tweets as (

    select * from {{ ref('int_language_tweets__measured') }}

),

size_classes as (

    select * from {{ ref('int_language_sizes__classed') }}
    where unit = 'tweet'

),

final as (

    select
        measured_tweets.*,
        size_classes.size_class,
        {{ standard_scores('measured_tweets', 'size_classes') }},
        -- Non-members, other languages, templates and lists of links would fill every list: they
        -- have scores, but are not ranked.
        surprisal_score is not null
        and measured_tweets.is_member
        and not (
            measured_tweets.is_other_language
            or measured_tweets.is_template
            or measured_tweets.is_repeat
            or measured_tweets.is_mostly_links
        ) as is_ranked

    from measured_tweets
    left outer join size_classes
        on {{ is_in_size_class('measured_tweets', 'size_classes') }}

)

select * from final
