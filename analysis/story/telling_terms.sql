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

    select
        term_norms.*,
        count(*) over (partition by term_norms.group_id) as test_count

    from marts.fct_term_norms as term_norms

),

settings as (

    select min_group_users from marts.dim_warehouse

),

typical_counted as (

    select
        group_id,
        any_value(test_count) as test_count,
        count(*) filter (where is_typical or is_avoided) as found_count,
        count(*) filter (where is_typical) as typical_count

    from norms
    group by group_id

),

language_groups as (

    select
        group_id,
        user_count as group_user_count,
        other_user_count as outside_user_count,
        false_discovery_rate

    from marts.dim_language_groups

),

kinds_ranked as (

    select
        *,
        row_number() over (
            partition by group_id, term_kind order by list_name asc, log_odds_score desc, term asc
        ) as kind_rank

    from terms

),

terms_placed as (

    select
        *,
        row_number() over (
            partition by group_id order by list_name asc, log_odds_score desc, term asc
        ) as place

    from kinds_ranked
    where
        list_name = 'distinctive'
        or kind_rank <= case term_kind when 'pair' then 3 when 'emoji' then 1 else 2 end

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

-- Likelihood ratio of the term's users inside and outside, and what it takes to be beyond chance
-- among so many terms: p = sqrt(2 / pi) * exp(-x / 2) / sqrt(x) for a large chi-square x.
ratios as (

    select
        terms_placed.group_id,
        terms_placed.place,
        (terms_placed.user_count + terms_placed.other_user_count)
        / (group_user_count + outside_user_count)::double as pooled_share,
        2 * group_user_count * (
            user_share * ln(user_share / pooled_share)
            + (1 - user_share) * ln((1 - user_share) / (1 - pooled_share))
        )
        + 2 * outside_user_count * (
            case
                when other_user_share > 0
                    then other_user_share * ln(other_user_share / pooled_share)
                else 0
            end
            + (1 - other_user_share) * ln((1 - other_user_share) / (1 - pooled_share))
        ) as likelihood_ratio,
        -2 * ln(false_discovery_rate * (found_count + 1) / test_count) as twice_log,
        twice_log - ln(twice_log) - ln(pi() / 2) as needed_ratio

    from terms_placed
    inner join language_groups on terms_placed.group_id = language_groups.group_id
    inner join typical_counted on terms_placed.group_id = typical_counted.group_id
    where terms_placed.list_name = 'leaning' and user_share < 1 and other_user_share < 1

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
        terms_placed.other_user_share,
        (
            terms_placed.user_share + 1.92 / group_user_count
            - 1.96 * sqrt(
                terms_placed.user_share * (1 - terms_placed.user_share) / group_user_count
                + 0.96 / group_user_count ^ 2
            )
        ) / (1 + 3.84 / group_user_count) as user_share_low,
        (
            terms_placed.user_share + 1.92 / group_user_count
            + 1.96 * sqrt(
                terms_placed.user_share * (1 - terms_placed.user_share) / group_user_count
                + 0.96 / group_user_count ^ 2
            )
        ) / (1 + 3.84 / group_user_count) as user_share_high,
        (
            terms_placed.other_user_share + 1.92 / outside_user_count
            + 1.96 * sqrt(
                terms_placed.other_user_share * (1 - terms_placed.other_user_share)
                / outside_user_count
                + 0.96 / outside_user_count ^ 2
            )
        ) / (1 + 3.84 / outside_user_count) as other_user_share_high,
        terms_placed.user_count,
        terms_placed.q_value,
        contexts_listed.contexts,
        typical_counted.typical_count,
        language_groups.false_discovery_rate,
        typical_counted.test_count / (typical_counted.found_count + 1)::double as test_count,
        case
            when ratios.likelihood_ratio > 0
                then greatest(1, ratios.needed_ratio / ratios.likelihood_ratio)
        end as needed_factor,
        needed_factor * outside_user_count as needed_outside_user_count,
        outside_user_count

    from terms_placed
    inner join language_groups on terms_placed.group_id = language_groups.group_id
    inner join typical_counted on terms_placed.group_id = typical_counted.group_id
    left outer join contexts_listed
        on
            terms_placed.group_id = contexts_listed.group_id
            and terms_placed.place = contexts_listed.place
    left outer join ratios
        on terms_placed.group_id = ratios.group_id and terms_placed.place = ratios.place

)

select * from final
order by group_id asc, place asc;
