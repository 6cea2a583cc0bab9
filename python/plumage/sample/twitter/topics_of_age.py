"""Topics that some ages talk about much more than others.

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

    @property
    def tags(self) -> tuple[str, ...]:
        """Hashtags that go with the topic, common first."""
        return tuple(self.hashtags.split())


TOPICS_OF_AGE = (
    Topic(
        "school",
        (9, 3, 0.6, 0.3, 0.2, 0.4, 0.3),
        "senior25 twinday highschool backtoschool prom",
        """
{sub} skipped {schoolthing} {when}
{teacher} gave us {paper} {when} and {class} is a foreign language
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
My {class} professor left a note and I walked to campus anyway
Wrote {paper} in {num} hours at {campusplace} {when}
{num} units of {class} next semester, {slang}
Back on campus {when} and {campusplace} still smells of paint
{relative} drove {num} hours to bring me to {campusplace}
One person in {class} did the reading {when}, and it was {person}
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
        "fandom",
        (9, 7, 4, 2, 1.2, 0.7, 0.3),
        "mtvhottest stan tourvlog newalbum",
        """
{fandom} at {hour} and I will be up until {hour}
{band} dropped {fandom} {when}
{num} days until {band} comes to {town}
{sub} watched {fandom} {num} times {when}
{band} followed {person} before me, {slang}
Thinking about {fandom} in {class} {when}
My wall is {num} posters of {band} now
{fandom} is trending in {town} {when}
Who has tickets for {band} in {town}?
Is {band} doing {fandom} {when}?
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
{app} at {hour} because my brain stays on
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
{him} texts at {hour} and then on {day} again
{him} and I talked until {hour} {when}
People change {when} and {fact}
{num} months without a text back and {fact}
{slang} {him} could have just called
I notice everything, I just keep it to myself {when}
Sitting in the car at {hour} listening to {song}
One day {him} will read my old tweets, {fact}
Do people actually text back {when}?
Why is it always {him}?
""",
    ),
)
