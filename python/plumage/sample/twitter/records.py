"""Records in the shape of the network's API, version 1.1: user objects and tweet objects."""

from __future__ import annotations

import time
from typing import Any

from plumage.sample.twitter.accounts import Account, tweet_id
from plumage.sample.twitter.people import Person
from plumage.sample.twitter.portraits import Portrait

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
APP_PAGES = {
    "iphone": ("http://twitter.com/download/iphone", "Twitter for iPhone"),
    "android": ("http://twitter.com/download/android", "Twitter for Android"),
    "web": ("http://twitter.com", "Twitter Web Client"),
    "ipad": ("http://twitter.com/#!/download/ipad", "Twitter for iPad"),
    "windows": ("http://www.twitter.com", "Twitter for Windows Phone"),
    "blackberry": ("http://blackberry.com/twitter", "Twitter for BlackBerry®"),
    "tweetcaster": ("http://www.tweetcaster.com", "TweetCaster for Android"),
    "mobile_web": ("https://mobile.twitter.com", "Mobile Web (M5)"),
    "instagram": ("http://instagram.com", "Instagram"),
    "ifttt": ("http://ifttt.com", "IFTTT"),
    "horoscope": ("http://www.twittascope.com", "Twittascope"),
    "unfollowers": ("http://unfollowers.com", "Unfollowers.me"),
    "youtube": ("http://www.google.com/", "Google"),
    "facebook": ("http://www.facebook.com/twitter", "Facebook"),
    "spotify": ("http://www.spotify.com", "Spotify"),
}
SOURCES = {
    app: f'<a href="{page}" rel="nofollow">{name}</a>' for app, (page, name) in APP_PAGES.items()
}


def write_time(seconds: int) -> str:
    """Time as the API writes it.

    Examples
    --------
    >>> write_time(1_727_379_000)
    'Thu Sep 26 19:30:00 +0000 2024'
    """
    at = time.gmtime(seconds)
    return (
        f"{DAYS[at.tm_wday]} {MONTHS[at.tm_mon - 1]} {at.tm_mday:02d}"
        f" {at.tm_hour:02d}:{at.tm_min:02d}:{at.tm_sec:02d} +0000 {at.tm_year}"
    )


def url_entity(address: str, start: int) -> dict[str, Any]:
    """Describe a link and where it stands."""
    host = "example.org"
    return {
        "url": address,
        "expanded_url": f"http://{host}/{address[-10:]}",
        "display_url": f"{host}/{address[-10:]}",
        "indices": [start, start + len(address)],
    }


def user_record(person: Person, portrait: Portrait, *, empty: bool = False) -> dict[str, Any]:
    """User object of a user, without the latest tweet.

    Parameters
    ----------
    person : Person
        Facts of the account.
    portrait : Portrait
        What the profile shows.
    empty : bool, default False
        Whether profiles say nothing.

    Returns
    -------
    dict
        Keys in the API's order.
    """
    number = portrait.user_id
    entities: dict[str, Any] = {"description": {"urls": []}}
    bio, url = portrait.bio, None
    if portrait.bio_link:
        address = short_link(number ^ 0xB10)
        bio = f"{bio[:130]} {address}".strip()
        entities["description"]["urls"] = [url_entity(address, len(bio) - len(address))]
    if person.has_url:
        url = short_link(number)
        entities["url"] = {"urls": [url_entity(url, 0)]}
    banner = f"https://pbs.example.org/banners/{number}" if portrait.has_banner else None
    return _user_object(
        entities=entities,
        link_colour=portrait.link_colour,
        utc_offset=person.utc_offset,
        name=portrait.name,
        favourites_count=portrait.favourite_count,
        location=portrait.location,
        protected=person.is_protected and not empty,
        lang=portrait.interface,
        number=number,
        friends_count=person.friend_count,
        url=url,
        default_image=portrait.has_default_image,
        theme="theme.png" if portrait.is_default else "own.png",
        tile=portrait.is_tiled,
        created_at=write_time(person.created_at),
        background=portrait.background if not portrait.is_default else "C0DEED",
        statuses_count=person.status_count,
        screen_name=portrait.handle,
        description=bio,
        background_image=portrait.has_background_image,
        banner=banner,
        geo_enabled=person.is_geo_enabled,
        default_profile=portrait.is_default,
        verified=False,
        followers_count=person.follower_count,
        listed_count=person.listed_count,
        time_zone=person.time_zone,
    )


def account_record(account: Account) -> dict[str, Any]:
    """User object of a followed or mentioned account."""
    return _user_object(
        entities={"description": {"urls": []}},
        link_colour="0084B4",
        utc_offset=None if account.number % 3 == 0 else -18000,
        name=account.name,
        favourites_count=account.favourite_count,
        location="" if account.number % 2 else "USA",
        protected=False,
        lang=account.language,
        number=account.account_id,
        friends_count=account.friend_count,
        url=None,
        default_image=False,
        theme="theme.png",
        tile=False,
        created_at=write_time(account.created_at),
        background="C0DEED",
        statuses_count=account.status_count,
        screen_name=account.handle,
        description=account.bio,
        background_image=True,
        banner=None,
        geo_enabled=account.number % 2 == 0,
        default_profile=account.number % 3 == 0,
        verified=account.is_verified,
        followers_count=account.follower_count,
        listed_count=account.listed_count,
        time_zone=None if account.number % 3 == 0 else "Central Time (US & Canada)",
    )


def short_link(number: int) -> str:
    """Shortened link of the usual 23 characters, one for each number below 2**50."""
    digits = []
    number = (number * 0x9E3779B97F4A7C15) & (2**59 - 1)
    for _ in range(10):
        number, digit = divmod(number, 62)
        digits.append("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[digit])
    return "https://t.co/" + "".join(digits)


def tweet_record(
    *,
    at: int,
    low_bits: int,
    text: str,
    entities: dict[str, Any],
    language: str,
    app: str,
    reply_to: Account | None = None,
    reply_tweet: int | None = None,
    place: dict[str, Any] | None = None,
    point: tuple[float, float] | None = None,
    favourites: int = 0,
    retweets: int = 0,
    sensitive: bool | None = None,
    retweeted: dict[str, Any] | None = None,
    quoted: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Tweet object without its user.

    Parameters
    ----------
    at : int
        Seconds since 1970; the id carries it.
    low_bits : int
        What tells tweets of the same moment apart.
    text, entities, language, app : str, dict, str, str
        What was said, with hashtags and links marked, in which language, and from where.
    reply_to : Account, optional
        Account that is answered.
    reply_tweet : int, optional
        Tweet that is answered.
    place, point : dict, tuple of float, optional
        Where: a place, or longitude and latitude.
    favourites, retweets : int
        Counts.
    sensitive : bool, optional
        Given for tweets with links or media.
    retweeted, quoted : dict, optional
        Tweet that is passed on or quoted.

    Returns
    -------
    dict
        Keys as in the API; ``retweeted_status`` and ``quoted_status`` only where there is one.
    """
    number = tweet_id(at * 1000 + (low_bits * 7919) % 1000, low_bits)
    record: dict[str, Any] = {}
    if retweeted is not None:
        record["retweeted_status"] = retweeted
    if quoted is not None:
        record["is_quote_status"] = True
        record["quoted_status_id"] = quoted["id"]
        record["quoted_status_id_str"] = quoted["id_str"]
        record["quoted_status"] = quoted
    if sensitive is not None:
        record["possibly_sensitive"] = sensitive
    latitude_first = (
        None if point is None else {"type": "Point", "coordinates": [point[1], point[0]]}
    )
    record |= {
        "retweet_count": retweets,
        "created_at": write_time(at),
        "id_str": str(number),
        "favorited": False,
        "coordinates": None if point is None else {"type": "Point", "coordinates": list(point)},
        "in_reply_to_user_id": reply_to.account_id if reply_to else None,
        "text": text,
        "favorite_count": favourites,
        "contributors": None,
        "retweeted": False,
        "entities": entities,
        "source": SOURCES[app],
        "in_reply_to_screen_name": reply_to.handle if reply_to else None,
        "id": number,
        "place": place,
        "geo": latitude_first,
        "in_reply_to_user_id_str": str(reply_to.account_id) if reply_to else None,
        "truncated": False,
        "in_reply_to_status_id_str": str(reply_tweet) if reply_tweet else None,
        "in_reply_to_status_id": reply_tweet,
        "lang": language,
    }
    return record


def _user_object(**facts: Any) -> dict[str, Any]:
    theme = f"https://abs.example.org/images/{facts['theme']}"
    image = (
        f"https://pbs.example.org/{'default' if facts['default_image'] else facts['number']}.png"
    )
    return {
        "entities": facts["entities"],
        "profile_link_color": facts["link_colour"],
        "utc_offset": facts["utc_offset"],
        "name": facts["name"],
        "favourites_count": facts["favourites_count"],
        "contributors_enabled": False,
        "notifications": False,
        "location": facts["location"],
        "protected": facts["protected"],
        "lang": facts["lang"],
        "profile_text_color": "333333",
        "id": facts["number"],
        "friends_count": facts["friends_count"],
        "url": facts["url"],
        "default_profile_image": facts["default_image"],
        "profile_background_image_url_https": theme,
        "follow_request_sent": False,
        "is_translation_enabled": False,
        "id_str": str(facts["number"]),
        "profile_image_url_https": image,
        "profile_background_tile": facts["tile"],
        "created_at": facts["created_at"],
        "profile_background_color": facts["background"],
        "statuses_count": facts["statuses_count"],
        "screen_name": facts["screen_name"],
        "description": facts["description"],
        "profile_sidebar_border_color": "C0DEED" if facts["theme"] == "theme.png" else "FFFFFF",
        "profile_use_background_image": facts["background_image"],
        "profile_banner_url": facts["banner"],
        "geo_enabled": facts["geo_enabled"],
        "following": False,
        "default_profile": facts["default_profile"],
        "is_translator": False,
        "verified": facts["verified"],
        "profile_image_url": image.replace("https://", "http://"),
        "followers_count": facts["followers_count"],
        "profile_background_image_url": theme.replace("https://", "http://"),
        "profile_sidebar_fill_color": "DDEEF6",
        "listed_count": facts["listed_count"],
        "time_zone": facts["time_zone"],
    }
