"""Topics that all ages talk about, some a little more; written as in ``topics_of_age``."""

from __future__ import annotations

from plumage.sample.twitter.topics_of_age import Topic

TOPICS_OF_ALL = (
    Topic(
        "sports",
        (5, 5, 5, 5, 5, 5, 5),
        "gameday fantasyfootball mlb sundayfootball",
        """
{team} in {sportthing} {when}
{sportthing} decided it for {team} {when}
{person} picked {team} in {num} and here we are
{team} up by {num} after {sportthing}
Listening to {team} on the radio {when}
{sub} watched {sportthing} {num} times
{team} traded for a guy nobody in {town} has heard of
{sportthing} and {dish} on {day}
Since when do {team} run {sportthing} that way?
Who do {team} have on {day}?
""",
    ),
    Topic(
        "food",
        (4, 4, 5, 5, 6, 6, 6),
        "foodie brunch tacotuesday dinner",
        """
{dish} at {eatery} {when}
{relative} made {dish} {when}
{sub} ate {dish} in the car {when}
{dish} for breakfast, {dish} for dinner
{num} pounds of {dish} from {eatery}
Drove to {town} for {dish} {when}
{eatery} ran out of {dish} {when}
My {dish} turned out as in the photo {when}
{dish} &amp; {dish} with {person} {when}
Where do I get {dish} at {hour}?
Is {dish} a meal?
""",
    ),
    Topic(
        "music",
        (4, 4, 4, 4, 4, 3, 3),
        "nowplaying newmusic throwback vinyl",
        """
{song} by {band} on repeat {when}
{song} came on at {eatery} {when}
{band} in {town} on {day} with {person}
{relative} put on {song} {when} and knew each word
The new {band} record starts with {song}
Track {num} of the {band} album, headphones on
{person} covers {song} on the ukulele now
Who produced {song}?
Which {band} record do I start with?
""",
    ),
    Topic(
        "shows",
        (4, 4, 4, 4, 4, 4, 4),
        "netflix tvtime finale movienight",
        """
{num} episodes of {show} {when}
{sub} finished {show} {when}
{show} with {relative} {when}
The finale of {show} and then {dish} at {hour}
{person} told me how {show} ends
{show} got renewed, {person} said so at {hour}
Season {num} of {show} is about {town}, basically
Back on {show} because {app} put it in my face
Is anyone watching {show}?
Who wrote off the sister in {show}?
""",
    ),
    Topic(
        "family",
        (3, 3, 3, 3, 4, 5, 5),
        "family birthday throwback",
        """
{relative} turned {num} {when}
{relative} and {person} on the porch {when}
Drove {num} hours to see {relative} {when}
{relative} {said} {when} that I sound just as {relative} did
{dish} at the table with {relative} and {relative} {when}
{relative} sent {num} photos of {pet}
Picked up {relative} from the airport {when}
{relative} still calls {app} the machine
Has anyone seen {relative} since {day}?
""",
    ),
    Topic(
        "gaming",
        (4, 4, 3, 3, 2, 1, 0.3),
        "ps5 twitch gamer ranked",
        """
{gamething} at {hour} with {person}
{sub} finished {gamething} {when}
{person} disconnected in the middle of {gamething} {when}
{gamething} took {num} tries {when}
Streaming {gamething} from {hour} on
{relative} walked in during {gamething} {when}
{num} hours of {gamething} and {dish} in between
Anyone up for {gamething} at {hour}?
""",
    ),
    Topic(
        "gym",
        (2, 3, 3, 4, 5, 4, 2.5),
        "legday fitfam running yoga",
        """
{gymthing} at {hour} before {workthing}
{gymthing} with {person} {when}
{num} miles and {gymthing} {when}
{sub} did {gymthing} {when}
{gymthing} on {day}, {gymthing} on {day}
Signed up for {gymthing} in {town}
{person} drove me to {gymthing} {when}
Who does {gymthing} at {hour}?
""",
    ),
    Topic(
        "weather",
        (2, 2, 2, 2, 3, 4, 6),
        "weather fall winter summer",
        """
{weather} in {town} {when}
{weather} on {day}, says {relative}, who reads clouds
{weather} at {hour} and {relative} is out walking {pet}
First {weather} of the year {when}
From {weather} to {weather} in {num} hours
{weather} kept us at {eatery} {when}
The forecast for {day} is {weather} and then {weather}
Is there {weather} where you are?
""",
    ),
    Topic(
        "pets",
        (3, 3, 3, 3, 4, 4, 4),
        "dogsoftwitter caturday adoptdontshop",
        """
{pet} ate {petthing} {when}
{pet} and {petthing}, a story in {num} parts
{pet} slept on {petthing} {when}
Took {pet} to {trip} {when}
{pet} barked at {petthing} for {num} minutes {when}
{relative} thinks {pet} is a person
{pet} brought me {petthing} at {hour}
Why does {pet} stare at {petthing}?
""",
    ),
    Topic(
        "looks",
        (5, 5, 4, 3, 2, 1.2, 0.6),
        "selfie ootd nails gnaf",
        """
{bodything} {when}, before and after
{person} did {bodything} {when}, before and after
{relative} trimmed {bodything} {when}, before and after
{num} hours on {bodything} and then {weather}
{bodything} before {schoolthing}
My appointment for {bodything} is on {day}
Should I change {bodything}?
""",
    ),
    Topic(
        "shopping",
        (4, 4, 4, 4, 4, 3, 3),
        "shopping haul sale",
        """
{buything} from {store} {when}
{sub} bought {buything} at {store} {when}
Went to {store} for {dish}, came back with {buything}
{relative} ordered {num} boxes of {buything}
{store} at {hour} is another planet
My cart at {store}: {buything}, {buything} and {dish}
Does {store} still carry {buything}?
""",
    ),
    Topic(
        "travel",
        (1.5, 2, 3, 4, 5, 5, 6),
        "travel roadtrip vacation wanderlust",
        """
{trip} with {person} {when}
{num} hours to {trip}, {relative} is driving
{sub} booked {trip} for {day}
Landed in {town} at {hour}, then {dish}
{trip} {when} without my laptop
The flight to {trip} got moved to {hour}
Anyone been to {trip} in {weather}?
What do you pack for {trip}?
""",
    ),
    Topic(
        "money",
        (1.5, 2.5, 3.5, 5, 5, 4, 3),
        "budget payday adulting",
        """
{moneything} went up again {when}
Paid {moneything} {when} and now it is {dish} until {day}
{sub} spent {num} dollars on {buything} instead of {moneything}
{moneything}, {moneything} and {moneything} in one week
{relative} lent me {num} for {moneything}
How is {moneything} that much?
""",
    ),
    Topic(
        "faith",
        (1, 1, 1, 1.2, 2, 3, 5),
        "sundayservice church choir",
        """
{verse} {when} at {hour}
{verse} with {relative} on {day}
Reading {verse} before {workthing} {when}
The message on {day} was about {verse}
{num} of us at {verse} {when} at {hour}
Where do you start with {verse}?
""",
    ),
    Topic(
        "books",
        (1, 1.2, 1.5, 2, 3, 4, 5),
        "amreading books library",
        """
{num} pages into a {booktype} about {town} {when}
Finished the {booktype} that {relative} gave me {when}
{booktype} on the train at {hour}
Our group read a {booktype} by {person} {when}
Which {booktype} should I take to {trip}?
""",
    ),
)
