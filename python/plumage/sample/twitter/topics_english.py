"""What the made-up English tweets are made of: topics, and phrases that go with any topic."""

from __future__ import annotations

from plumage.sample.twitter.topics_of_age import TOPICS_OF_AGE
from plumage.sample.twitter.topics_of_all import TOPICS_OF_ALL
from plumage.sample.twitter.words_english import words_of

TOPICS = {topic.name: topic for topic in TOPICS_OF_AGE + TOPICS_OF_ALL}

OPENERS = (
    "So|Now|And now|And|Also|Facts:|Meanwhile|Update:|Today:|Literally|Apparently|Now then,|PSA:"
    "|Anyway|In other news,|Reminder:|Note to self:|Breaking:|Plot twist:|Story time:|Turns out"
)
JOINTS = ", and |. Also |, then |. Meanwhile |, while |. And "
AFTERTHOUGHTS = (
    "though {fact}|and {fact}|as {relative} would say|ask {person}|{slang}|in {town} of all places"
    "|because of {person}|with {person}|while {relative} watched|because {day}|same as {day}"
    "|according to {person}|for {num} dollars|before {hour}|over {dish}|in front of {relative}"
)

HOROSCOPES = """You may find {homething} simpler to fix {when}
A talk with {relative} about {moneything} could run until {hour}
Someone close to you brings up {trip} {when}
Your plans for {day} shift because of {workthing}
You might start to see {person} in another light {when}
A message at {hour} changes how you look at {moneything}
Expect {relative} to ask for {buything} {when}, so count the coins first
There are {num} ways to look at {workthing} {when}"""
SIGNS = words_of(
    "Aries Taurus Gemini Leo Virgo Libra Scorpio Sagittarius Capricorn Aquarius Pisces"
)
CROSSPOSTS = {
    "instagram": "{dish} @ {eatery}, {town}|Just posted a photo @ {town}, {eatery}"
    "|{trip} {when} with {person}|{pet} and {petthing} {when}"
    "|{person} and {person} @ {venue} {when}",
    "ifttt": "{town} at {hour}: {weather}, wind from the west at {num} mph"
    "|New on the blog: {show}, part {num}|{num} new photos in the album {trip} with {person}"
    "|Daily stats: {num} visits, page 1 is {dish}",
    "unfollowers": "{num} new followers and one who left, counted by"
    "|{num} followers, {num} unfollowers {when} via"
    "|{num} new followers this week, counted by",
    "youtube": "I added {song} to a @ClipTube playlist"
    "|Check out this video on @ClipTube: {band} - {song}",
    "facebook": "I posted {num} photos on Facebook in the album {trip}"
    "|{person} and I posted a note: {show}",
    "spotify": "#nowplaying {song} by {band}|#nowplaying {song} - {band}",
}
CHAIN_LETTERS = """On {day} everybody changes their avi to a {pet}, pass it on
Retweet this before {hour} or {relative} picks your outfit for {day}
Quote this with your {num} most used emoji
Name a movie without naming it, I will go first: {show}
The first {num} people to reply get a score from 1 to 10
"""
