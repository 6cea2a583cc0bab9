"""Whom users follow and mention: communities they like, and small accounts of their town."""

from __future__ import annotations

from functools import cached_property
from math import exp

from plumage.sample.common.chance import Draw, Weighted, normal
from plumage.sample.twitter.accounts import (
    COMMUNITIES,
    COMMUNITY_SIZE,
    TOWN_ACCOUNTS,
    VIDEO_SITE_NUMBER,
    Account,
    Community,
    draw_neighbour,
    draw_well_known,
)

TOWN_USERS = 40
FOLLOWED_CAP = 20


class World:
    """All accounts that can be followed or mentioned, drawn when first needed.

    Parameters
    ----------
    seed : int
        Seed of the run.
    echo_scale : float
        How much ages show in whom users choose; 0 not at all.
    """

    def __init__(self, seed: int, echo_scale: float) -> None:
        self.seed = seed
        self.echo_scale = echo_scale
        self.neighbours: dict[int, Account] = {}

    @cached_property
    def well_known(self) -> tuple[Account, ...]:
        """Well-known accounts, by number."""
        count = len(COMMUNITIES) * COMMUNITY_SIZE
        return tuple(draw_well_known(self.seed, number) for number in range(count))

    @property
    def video_site(self) -> Account:
        """Account that cross-posted videos mention."""
        return self.well_known[VIDEO_SITE_NUMBER]

    def neighbour(self, number: int) -> Account:
        """Small account by number; a town's accounts are kept until ``forget``."""
        account = self.neighbours.get(number)
        if account is None:
            account = self.neighbours[number] = draw_neighbour(self.seed, number)
        return account

    def forget(self) -> None:
        """Let the accounts of finished towns go."""
        self.neighbours.clear()


class Circle:
    """Whom one user chooses among: communities and neighbours near the user's age.

    Parameters
    ----------
    world : World
        All accounts.
    draw : callable
        The user's own stream of numbers in [0, 1).
    index : int
        Number of the user, which says the town.
    position : float
        The user's age as a standard normal number.
    language : str
        Main language of the user.
    """

    def __init__(
        self, world: World, draw: Draw, index: int, position: float, language: str
    ) -> None:
        self.world = world
        self.draw = draw
        self.town = index // TOWN_USERS * TOWN_ACCOUNTS
        self.position = position * world.echo_scale
        self.communities = Weighted(
            range(len(COMMUNITIES)),
            [self._weight(community, language) for community in COMMUNITIES],
        )
        self.friends = [self.choose_neighbour() for _ in range(4 + int(6 * draw()))]

    def _weight(self, community: Community, language: str) -> float:
        taste = exp(0.52 * community.lean * self.position + 0.8 * normal(self.draw))
        foreign = community.language != "en"
        same = community.language == language
        return community.weight * taste * (1 if same else 0.03 if foreign else 1)

    def choose_well_known(self) -> Account:
        """Choose a well-known account of a community that the user likes."""
        community = self.communities.pick(self.draw())
        share = self.draw()
        rank = int(COMMUNITY_SIZE * share * share)
        return self.world.well_known[community * COMMUNITY_SIZE + rank]

    def choose_neighbour(self) -> Account:
        """Choose a small account of the town, rather one of the user's age."""
        if self.world.echo_scale > 0:
            lean = 0.6 * self.position + 0.86 * normal(self.draw)
            share = min(max(0.5 + 0.29 * lean, 0.0), 0.9999)
            share = share if 0 < share < 0.999 else self.draw()
        else:
            share = self.draw()
        return self.world.neighbour(self.town + int(TOWN_ACCOUNTS * share))

    def choose_followed(self, limit: int) -> list[Account]:
        """Accounts that the user follows, the newest first, each once.

        Parameters
        ----------
        limit : int
            How many the API gave, at most ``FOLLOWED_CAP``.

        Returns
        -------
        list of Account
            Up to ``limit`` accounts.
        """
        chosen: dict[int, Account] = {}
        known_share = 0.15 + 0.35 * self.draw()
        while len(chosen) < limit:
            known = self.draw() < known_share
            account = self.choose_well_known() if known else self.choose_neighbour()
            chosen[account.account_id] = account
        return list(chosen.values())

    def choose_mentioned(self) -> Account:
        """Somebody to speak to: mostly a friend, at times somebody well known."""
        share = self.draw()
        if share < 0.18:
            return self.choose_well_known()
        if share < 0.3:
            return self.choose_neighbour()
        rank = self.draw()
        return self.friends[int(len(self.friends) * rank * rank)]
