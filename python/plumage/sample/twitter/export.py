"""All files of a made-up export, user by user, in little memory."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from plumage import __version__
from plumage.sample.common.chance import stream
from plumage.sample.common.demo_folder import DemoFolder
from plumage.sample.common.manifest import PLANTED_EFFECTS, PLANTED_USERS, README
from plumage.sample.common.truth import README_TEXT, Spread, describe_effects
from plumage.sample.twitter.accounts import WELL_KNOWN, Account
from plumage.sample.twitter.effects import AGE_POSITIONS, EFFECTS
from plumage.sample.twitter.network import TOWN_USERS, Circle, World
from plumage.sample.twitter.originals import original_of
from plumage.sample.twitter.people import LABELLED, OTHER, TARGET
from plumage.sample.twitter.population import (
    MadeUpUser,
    Request,
    make_mechanism,
    make_user,
    target_share,
    visible_plans,
)
from plumage.sample.twitter.portraits import draw_portrait
from plumage.sample.twitter.records import account_record, user_record
from plumage.sample.twitter.tweets import Writer
from plumage.sample.twitter.voices import draw_voice

OPTIONAL_INPUTS = ("friends", "friend_profiles", "mentions", "mention_profiles")


class Exporter:
    """Writes users into the files of an open folder.

    Parameters
    ----------
    request : Request
        What to make up.
    folder : DemoFolder
        Open folder.
    """

    def __init__(self, request: Request, folder: DemoFolder) -> None:
        self.request = request
        self.folder = folder
        self.world = World(request.seed, request.echo_scale)
        skipped = OPTIONAL_INPUTS if request.empty_profiles else request.skip
        wanted = [name for name in OPTIONAL_INPUTS if name not in skipped]
        self.profiles = folder.records("age_profiles", lines=request.lines)
        self.tweets = folder.records("age_tweets", lines=request.lines)
        self.rows = {name: folder.csv(f"{name}.csv") for name in wanted if "profile" not in name}
        self.accounts = {
            name: folder.records(name, lines=request.lines) for name in wanted if "profile" in name
        }
        self.used: dict[str, dict[tuple[int, int], Account]] = {name: {} for name in self.accounts}
        self.labels: list[tuple[float, int, int]] = []
        self.targets: list[tuple[float, int]] = []
        headers = {"friends": "ID,FriendID", "mentions": "ID,MentionedID,MentionedHandle"}
        for name, output in self.rows.items():
            output.write(f"{headers[name]}\n".encode())

    def add(self, user: MadeUpUser) -> int:
        """Write one user.

        Parameters
        ----------
        user : MadeUpUser
            The user.

        Returns
        -------
        int
            The user's id.
        """
        request, person = self.request, user.person
        portrait = draw_portrait(
            request.seed,
            person,
            user.age,
            echo_scale=request.echo_scale,
            empty=request.empty_profiles,
        )
        number = portrait.user_id
        profile = user_record(person, portrait, empty=request.empty_profiles)
        texts = stream(request.seed, "texts", person.index)
        voice = draw_voice(texts, user.age, request.echo_scale)
        network = stream(request.seed, "network", person.index)
        position = AGE_POSITIONS[user.age]
        circle = Circle(self.world, network, person.index, position, person.language)
        self._follow(number, circle.choose_followed(person.friend_limit))

        writer = Writer(request.seed, person, voice, circle, texts)
        visible = visible_plans(person, user.plans)
        records = [writer.write(plan) for plan in visible]
        records.sort(key=lambda entry: -entry[0]["id"])
        for _, mentioned in records:
            self._mention(number, mentioned)
        tweets = [record for record, _ in records]
        if person.has_profile:
            with_status = person.has_status and bool(tweets)
            self.profiles.record(
                orjson.dumps(profile | {"status": tweets[0]} if with_status else profile)
            )
        if person.has_tweets:
            hidden = person.has_profile and person.has_status and person.status_is_newest
            nested = orjson.Fragment(orjson.dumps(profile))
            for tweet in tweets[int(hidden) :]:
                metadata = {"result_type": "recent", "iso_language_code": tweet["lang"]}
                self.tweets.record(orjson.dumps({**tweet, "user": nested, "metadata": metadata}))
        if person.role != OTHER:
            self.labels.append((user.order, number, user.stated_age))
        if person.role == TARGET:
            self.targets.append((user.order * 7 % 1, number))
        if (person.index + 1) % TOWN_USERS == 0:
            self._leave_town()
        return number

    def _follow(self, number: int, followed: list[Account]) -> None:
        for account in followed:
            if "friends" in self.rows:
                self.rows["friends"].row(number, account.account_id)
            if "friend_profiles" in self.used:
                self.used["friend_profiles"][account.kind, account.number] = account

    def _mention(self, number: int, mentioned: list[Account]) -> None:
        for account in mentioned:
            if "mentions" in self.rows:
                self.rows["mentions"].row(number, account.account_id, account.handle)
            if "mention_profiles" in self.used:
                self.used["mention_profiles"][account.kind, account.number] = account

    def _leave_town(self, last: bool = False) -> None:
        """Write the profiles of small accounts that only this town knows; well-known ones last."""
        for name, used in self.used.items():
            for kind, number in sorted(used):
                if (kind == WELL_KNOWN) != last and not (last and kind != WELL_KNOWN):
                    continue
                account = used.pop((kind, number))
                if account.is_suspended:
                    continue
                record = account_record(account)
                if kind == WELL_KNOWN and number % 2:
                    record["status"] = original_of(self.request.seed, 2, account)[0]
                self.accounts[name].record(orjson.dumps(record))
        self.world.forget()

    def close(self) -> None:
        """Write what comes after the last user: remaining accounts and the lists of ages."""
        self._leave_town(last=True)
        train, test = self.folder.csv("ages_train.csv"), self.folder.csv("ages_test.csv")
        train.write(b"ID,Age\n")
        for _, number, age in sorted(self.labels):
            train.row(number, age)
        for _, number in sorted(self.targets):
            test.row(number)


def export(
    request: Request, out: Path, *, progress: Callable[[], object] = lambda: None
) -> dict[str, Any]:
    """Make up an export.

    Parameters
    ----------
    request : Request
        What to make up.
    out : pathlib.Path
        Folder that is absent, empty or holds an earlier demo.
    progress : callable, optional
        Called after each user.

    Returns
    -------
    dict
        The manifest: arguments, and rows, bytes and SHA-256 of each file.

    Raises
    ------
    FolderError
        If the folder holds anything else.
    OSError
        If writing fails; nothing that was there has changed then.
    """
    spread = {effect.feature: Spread() for effect in EFFECTS}
    with DemoFolder(out) as folder:
        mechanism = make_mechanism(
            request.tweets_per_user,
            request.tweet_cap,
            request.empty_profiles,
            request.effect_scale,
        )
        share = target_share(request)
        exporter = Exporter(request, folder)
        truth = folder.csv(PLANTED_USERS)
        truth.write(
            (",".join(["user_id", "role", "age_years", "log_odds", *spread]) + "\n").encode()
        )
        for index in range(request.users):
            user = make_user(request, mechanism, share, index)
            number = exporter.add(user)
            values = [user.features[feature] for feature in spread]
            for feature, value in zip(spread, values, strict=True):
                if value is not None and user.person.role == LABELLED:
                    spread[feature].add(value)
            shown = ["" if value is None else round(value, 9) for value in values]
            truth.row(number, user.person.role, user.age, round(user.score, 9), *shown)
            progress()
        exporter.close()
        planted = describe_effects(mechanism, spread, echo_scale=request.echo_scale)
        folder.text(PLANTED_EFFECTS, json.dumps(planted, indent=2) + "\n")
        folder.text(README, README_TEXT)
        arguments = asdict(request) | {"skip": list(request.skip)}
        return folder.publish({"generator_version": __version__, "arguments": arguments})
