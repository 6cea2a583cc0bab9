"""What the made-up English tweets talk about: topics, who talks about them, and their sentences.

A topic has weights by life stage (18, 19-20, 21-22, 23-24, 25-29, 30-39, 40 or older): that is how
words follow age. ``{slot}`` is filled from ``words_english``; lines are statements, or questions
where they end in ``?``.
"""

from __future__ import annotations

from typing import NamedTuple


class Topic(NamedTuple):
    """A subject of talk: weight by life stage, hashtags and sentences."""

    name: str
    weights: tuple[float, ...]
    hashtags: str
    sentences: str


TOPICS = (
    Topic(
        "school",
        (9, 3, 0.6, 0.3, 0.2, 0.4, 0.3),
        "senior25 twinday highschool backtoschool prom",
        """
{sub} skipped {schoolthing} {when}
{teacher} gave us {paper} {when} and {class} is not my thing
{class} homework until {hour} and then {schoolthing} in the morning
Walked into {class} {when} and the whole row turned around
Senior year and {schoolthing} is all anyone talks about
{relative} signed the form for {schoolthing} {when}
{num} more days of high school and then I never see {class} again
{teacher} said {schoolthing} got moved to {day}
The bell rang {num} minutes late in {class} {when}
Only {num} of us showed up for {schoolthing} {when}
{relative} still has the photos of {schoolthing}
Did anyone do the {class} homework for {day}?
Who is going to {schoolthing} {when}?
Does {teacher} even read our essays?
""",
    ),
    Topic(
        "campus",
        (3, 9, 7, 2, 0.6, 0.3, 0.2),
        "finalsweek collegelife dormlife midterms classof2027",
        """
{paper} due {day} and I am still at {campusplace}
{sub} slept through {class} {when}
{campusplace} at {hour} hits different
My {class} professor did not show and I walked to campus for nothing
Wrote {paper} in {num} hours at {campusplace} {when}
{num} units of {class} next semester, {slang}
Back on campus {when} and {campusplace} still smells of paint
{relative} drove {num} hours to bring me to {campusplace}
Nobody in {class} did the reading {when}, not one of us
My roommate talks about {campusthing} at {hour}, again
Is {class} at {hour} a thing that people do?
Anyone at {campusplace} with a charger?
Who has notes for {class} from {day}?
""",
    ),
    Topic(
        "goingout",
        (2, 5, 8, 6, 3, 1, 0.5),
        "turnup fridaynight 21st girlsnight tailgate",
        """
{drink} with {person} {when}
{sub} paid {num} dollars for {drink} {when}
{person} and I closed down {venue} {when}
21 and {venue} is still {num} miles away
Woke up at {hour} with a receipt for {drink}
{num} rounds of {drink} and then {dish} at {eatery}
{person} forgot how to count at {venue} {when}, {slang}
The line for {venue} went around the corner {when}
Left my jacket at {venue} {when} and {person} wore it home
Tell {person} that {venue} starts at {hour}
{venue} {when}, then {venue}, then {drink}
The bouncer at {venue} is named {person}
Who is out {when}?
{drink} or {drink} {when}?
""",
    ),
    Topic(
        "jobhunt",
        (0.6, 1, 3, 7, 3, 0.6, 0.4),
        "jobsearch postgrad adulting internship",
        """
{sub} told {relative} about {jobthing} {when}
Sent my resume to {num} places {when}
First day and {boss} already knows my name
Graduated in May and {jobthing} is my whole personality
{relative} keeps asking about {jobthing}
{num} years of experience for an entry level post, {slang}
Moved {num} boxes and {jobthing} into the apartment {when}
{jobthing} at {hour} and I own one blazer
Does anyone read cover letters at all?
How do people afford {moneything} after {jobthing}?
""",
    ),
    Topic(
        "work",
        (0.8, 1.2, 2.5, 5, 8, 7, 5),
        "mondaymorning worklife officelife commute",
        """
{workthing} at {hour} and then {workthing} until {hour}
{boss} moved {workthing} to {day}
{num} emails about {workthing} before {hour}
{sub} finished {workthing} {when}
{boss} brought {dish} to {workthing} {when}
{person} from accounting printed {workthing} {num} times
Working from home {when} with {pet} in {workthing}
{workthing} could have been an email, according to {boss}
Took {num} calls from the car {when}, then {workthing}
{boss} asked about {workthing} and the room went silent
We are hiring: ask me about the team behind {workthing}
Back at the desk {when}: {workthing}, then {workthing}
Who schedules {workthing} for {hour} on {day}?
Has {boss} seen {workthing} yet?
""",
    ),
    Topic(
        "kids",
        (0.15, 0.3, 0.5, 0.9, 3, 9, 5),
        "momlife toddlerlife parenting dadlife backtoschool",
        """
{kid} made it to {kidthing} {when}
{kid} left {dish} in the car {when} and we found it on {day}
{kidthing} with {kid} and then {workthing} at {hour}
{spouse} took {kid} to {kidthing} {when}
{kid} told {teacher} that I work at {eatery}
{num} loads of laundry and {kidthing} before {hour}
{kid} asked {num} questions about {weather} on the way to {kidthing}
{kid} drew {pet} during {kidthing} {when}
{kid} is {num} today and {kidthing} will never be the same
Packed for {kidthing} at {hour}, {kid} wore pajamas
{kid} only eats {dish} since {kidthing}
Do other parents survive {kidthing} without coffee?
Who else has {kid} up at {hour}?
""",
    ),
    Topic(
        "home",
        (0.15, 0.2, 0.4, 1, 4, 7, 6),
        "homeowner diy fixerupper mortgage",
        """
{homething} took {num} hours {when}
{spouse} and I picked a color for {homething}
The quote for {homething} came back at {num} thousand
{sub} fixed {homething} with a video from {app}
Signed the papers for the mortgage on {day}
{relative} came over to look at {homething} {when}
{homething} first, then {homething}, then maybe dinner
{num} trips to {store} for {homething} {when}
Does anyone know somebody for {homething}?
How much was {homething} for you?
""",
    ),
    Topic(
        "garden",
        (0.1, 0.15, 0.2, 0.4, 1, 2.5, 6),
        "gardening homegrown birdwatching",
        """
{gardenthing} came up {when}
Picked {num} pounds of {gardenthing} {when}
{spouse} built a shelf for {gardenthing} out of {homething}
{gardenthing} &amp; {gardenthing} from our own yard {when}
Coffee on the porch {when}, {gardenthing} in view
The deer ate {gardenthing} {when}
Moved {gardenthing} next to {gardenthing} before the {weather}
What do you feed {gardenthing} in {weather}?
""",
    ),
    Topic(
        "later",
        (0.05, 0.05, 0.1, 0.2, 0.4, 1.5, 9),
        "grandkids retirement tbt church",
        """
{grandthing} and a pot of coffee {when}
When {grandthing} calls, I drive {num} hours
Lunch at {eatery} {when}, mostly about {grandthing}
{num} years since {grandthing} and it could be last week
{spouse} and I drove {num} hours for {grandthing}
{grandthing} meets on {day} at {hour}, doors open early
My daughter called about {grandthing} {when}
Back in 1983 we had {dish} without {app}
The doctor says {grandthing} can wait until {day}
Does anyone remember {eatery} before {homething}?
""",
    ),
    Topic(
        "news",
        (0.4, 0.7, 1.2, 2, 3.5, 5, 8),
        "politics localnews election vote economy",
        """
{newsthing} on {source} {when}
Read about {newsthing} in {source} {when}
{newsthing} gets {num} minutes on {source} and then it is sports
{source} on {newsthing}: a column that explains it
Called the office about {newsthing} {when}
According to {source}, {newsthing} goes to a vote on {day}
{num} hours of {newsthing} and nobody mentioned {newsthing}
My piece about {newsthing} is up
Who moderates {newsthing} on {day}?
Why is {source} silent about {newsthing}?
""",
    ),
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
        "fandom",
        (9, 7, 4, 2, 1.2, 0.7, 0.3),
        "mtvhottest stan tourvlog newalbum",
        """
{fandom} at {hour} and I am not going to sleep
{band} dropped {fandom} {when}
{num} days until {band} comes to {town}
{sub} watched {fandom} {num} times {when}
{band} followed {person} and not me, {slang}
Thinking about {fandom} in {class} {when}
My wall is {num} posters of {band} now
{fandom} is trending in {town} {when}
Who has tickets for {band} in {town}?
Is {band} doing {fandom} {when}?
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
        "phone",
        (6, 5, 4, 3, 2.5, 2, 1.5),
        "relatable oomf subtweet",
        """
{app} crashed {when}
{num} percent battery at {hour} and {app} open
{person} left me on read on {app} {when}
{sub} deleted {app} for {num} hours
{relative} found my {app} {when}, {slang}
{app} at {hour} because my brain will not shut off
I have {num} drafts on {app}, {fact}
{app} says I was on it for {num} hours {when}
Why does {app} update at {hour}?
Who is up on {app}?
""",
    ),
    Topic(
        "feelings",
        (7, 7, 5, 4, 2.5, 1.5, 1),
        "subtweet mood oomf latenightthoughts",
        """
{him} really {said} that {when}
{him} texts at {hour} and then nothing until {day}
{him} and I talked until {hour} {when}
People change {when} and {fact}
{num} months without a text back and {fact}
{slang} {him} could have just called
I notice everything, I just do not bring it up {when}
Sitting in the car at {hour} listening to {song}
One day {him} will read my old tweets, {fact}
Do people actually text back {when}?
Why is it always {him}?
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

OPENERS = (
    "So|Now|And now|And|Also|Facts:|Meanwhile|Update:|Today:|Literally|Apparently|Now then,|PSA:"
    "|Anyway|In other news,|Reminder:|Note to self:|Breaking:|Plot twist:|Story time:|Turns out"
)
INTERJECTIONS = "so|omg|hm|yesss|nooo|wait|aww|heyy|hmm|umm|brrr|ahh|whaat|yoo|mannn|okayy"
JOINTS = ", and |. Also |, then |. Meanwhile |, while |. And "
AFTERTHOUGHTS = (
    "though {fact}|and {fact}|as {relative} would say|ask {person}|{slang}|in {town} of all places"
    "|because of {person}|with {person}|while {relative} watched|because {day}|same as {day}"
    "|according to {person}|for {num} dollars|before {hour}|over {dish}|in front of {relative}"
)

HOROSCOPES = """You may find {homething} easier to face {when}
A talk with {relative} about {moneything} could run until {hour}
Someone close to you brings up {trip} {when}
Your plans for {day} shift because of {workthing}
You might start to see {person} in another light {when}
A message at {hour} changes how you look at {moneything}
You want to be as practical as possible {when}, {relative} wants {buything}
There are {num} ways to look at {workthing} {when}"""
SIGNS = (
    "Aries Taurus Gemini Leo Virgo Libra Scorpio Sagittarius Capricorn Aquarius Pisces Cancer"
).split()
CROSSPOSTS = {
    "instagram": "{dish} @ {eatery}, {town}|Just posted a photo @ {town}, {eatery}"
    "|{trip} {when} with {person}|{pet} and {petthing} {when}|{person} and {person} @ {venue} {when}",
    "ifttt": "{town} at {hour}: {weather}, wind from the west at {num} mph"
    "|New on the blog: {show}, part {num}|{num} new photos in the album {trip} with {person}"
    "|Daily stats: {num} visits, top page {dish}",
    "unfollowers": "{num} people followed me and one person unfollowed me // automatically checked by"
    "|{num} followers, {num} unfollowers {when} via"
    "|one person followed me // automatically checked by",
    "youtube": "I added {song} to a @YouTube playlist|Check out this video on @YouTube: {band} - {song}",
    "facebook": "I posted {num} photos on Facebook in the album {trip}"
    "|{person} and I posted a note: {show}",
    "spotify": "#nowplaying {song} by {band}|#nowplaying {song} - {band}",
}
CHAIN_LETTERS = """On {day} everybody changes their avi to a {pet}, pass it on
Retweet this before {hour} or {relative} picks your outfit for {day}
Quote this with your {num} most used emoji
Name a movie without naming it, I will go first: {show}
The first {num} people to reply get a number from 1 to 10
"""
