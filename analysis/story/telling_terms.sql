-- Which words, pairs, hashtags and emoji tell the group from the others most? Those beyond chance
-- first. Beside each the pairs it mostly stands in, which are nobody's own; and where chance may
-- explain it, how many times the people it would take if shares stayed as they are, since the
-- likelihood ratio grows in proportion to them. One row per group and place.
with

terms as (

    select * from marts.rpt_typical_terms
    where
        list_name in ('distinctive', 'leaning')
        and term_kind in ('word', 'pair', 'hashtag', 'emoji')

),

norms as (

    select * from marts.fct_term_norms

),

settings as (

    select min_group_users from marts.dim_warehouse

),

tests_counted as (

    select
        group_id,
        count(*) as term_count,
        count(*) filter (where is_typical or is_avoided) as found_count,
        count(*) filter (where is_typical) as typical_count

    from norms
    group by group_id

),

kinds_ranked as (

    select
        *,
        row_number() over (
            partition by group_id, term_kind order by list_name asc, log_odds_score desc, term asc
        ) as kind_rank

    from terms

),

terms_sized as (

    select
        kinds_ranked.*,
        language_groups.user_count as inside_count,
        language_groups.other_user_count as outside_count,
        language_groups.false_discovery_rate,
        tests_counted.typical_count,
        -- Of so many terms one more than those found: what its p-value is multiplied by.
        tests_counted.term_count / (tests_counted.found_count + 1)::double as test_count

    from kinds_ranked
    inner join marts.dim_language_groups as language_groups
        on kinds_ranked.group_id = language_groups.group_id
    inner join tests_counted on kinds_ranked.group_id = tests_counted.group_id
    where
        kinds_ranked.list_name = 'distinctive'
        or kinds_ranked.kind_rank
        <= case kinds_ranked.term_kind when 'pair' then 3 when 'emoji' then 1 else 2 end

),

terms_placed as (

    select
        *,
        row_number() over (
            partition by group_id order by list_name asc, log_odds_score desc, term asc
        ) as place,
        (user_count + other_user_count) / (inside_count + outside_count)::double as pooled_share,
        -2 * ln(false_discovery_rate / test_count) as twice_log

    from terms_sized

),

-- Likelihood ratio of who writes it inside and outside, and what is beyond chance among so many
-- terms: p = sqrt(2 / pi) * exp(-x / 2) / sqrt(x) for a large chi-square x.
ratios as (

    select
        *,
        2 * inside_count * (
            user_share * ln(user_share / pooled_share)
            + (1 - user_share) * ln((1 - user_share) / (1 - pooled_share))
        )
        + 2 * outside_count * (
            case
                when other_user_share > 0
                    then other_user_share * ln(other_user_share / pooled_share)
                else 0
            end
            + (1 - other_user_share) * ln((1 - other_user_share) / (1 - pooled_share))
        ) as likelihood_ratio,
        twice_log - ln(twice_log) - ln(pi() / 2) as needed_ratio

    from terms_placed
    where list_name = 'leaning' and user_share < 1 and other_user_share < 1

),

contexts as (

    select
        terms_placed.group_id,
        terms_placed.place,
        pairs.term as pair,
        row_number() over (
            partition by terms_placed.group_id, terms_placed.place
            order by pairs.user_count desc, pairs.term asc
        ) as pair_rank

    from terms_placed
    inner join norms as pairs
        on
            terms_placed.group_id = pairs.group_id
            and pairs.term_kind = 'pair'
            and list_contains(string_split(pairs.term, ' '), terms_placed.term)
    cross join settings
    where terms_placed.term_kind != 'pair' and pairs.user_count >= settings.min_group_users

),

contexts_listed as (

    select
        group_id,
        place,
        string_agg(pair, ', ' order by pair_rank asc) as contexts

    from contexts
    where pair_rank <= 2
    group by group_id, place

),

-- Limits of shares by Wilson (1927).
limits as (

    select
        group_id,
        place,
        (user_share + 1.92 / inside_count) / (1 + 3.84 / inside_count) as middle,
        1.96 * sqrt(user_share * (1 - user_share) / inside_count + 0.96 / inside_count ^ 2)
        / (1 + 3.84 / inside_count) as margin,
        (
            other_user_share + 1.92 / outside_count
            + 1.96 * sqrt(
                other_user_share * (1 - other_user_share) / outside_count
                + 0.96 / outside_count ^ 2
            )
        ) / (1 + 3.84 / outside_count) as other_user_share_high

    from terms_placed

),

final as (

    select
        terms_placed.group_id || '|' || terms_placed.place as row_key,
        terms_placed.group_id,
        terms_placed.place,
        terms_placed.term,
        terms_placed.term_kind,
        terms_placed.list_name = 'distinctive' as is_beyond_chance,
        terms_placed.user_share,
        limits.middle - limits.margin as user_share_low,
        limits.middle + limits.margin as user_share_high,
        terms_placed.other_user_share,
        limits.other_user_share_high,
        terms_placed.user_count,
        terms_placed.q_value,
        contexts_listed.contexts,
        terms_placed.typical_count,
        terms_placed.false_discovery_rate,
        terms_placed.test_count,
        case
            when ratios.likelihood_ratio > 0
                then greatest(1, ratios.needed_ratio / ratios.likelihood_ratio)
        end as needed_factor,
        needed_factor * terms_placed.outside_count as needed_outside_user_count,
        terms_placed.outside_count as outside_user_count

    from terms_placed
    inner join limits
        on terms_placed.group_id = limits.group_id and terms_placed.place = limits.place
    left outer join contexts_listed
        on
            terms_placed.group_id = contexts_listed.group_id
            and terms_placed.place = contexts_listed.place
    left outer join ratios
        on terms_placed.group_id = ratios.group_id and terms_placed.place = ratios.place

)

select * from final
order by group_id asc, place asc;
