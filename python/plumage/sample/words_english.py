"""What fills the slots of the English sentences of the made-up data.

Entries are common first: a slot is drawn with a long tail. None of the words carries a feeling that
VADER knows, so that how positive a made-up tweet is depends on its feeling clause and its emoji
alone, which are drawn before the age is (a test holds that).
"""

from __future__ import annotations

FIRST_NAMES = """
Ashley Tyler Brianna Marcus Kayla Jordan Megan Dylan Alyssa Brandon Maria Kevin Taylor Josh Rachel
Andre Nicole Ethan Jasmine Logan Sarah Chris Hannah Devin Vanessa Cody Emily Trevor Danielle Malik
Chloe Austin Bianca Sean Monica Derek Paige Omar Leah Graham Tiffany Nate Carla Dustin Amber Luis
Erica Blake Tasha Wes Kim Rod Linda Steve Karen Mike Susan Dave Diane Gary Brenda Tom Sheila Ray
Noor Mei Priya Kofi Ines Lars Yuki Tomas Amina Pavel Zoe Eli Ruby Owen Nora Felix Iris Hugo Clara
""".split()

NAME_BEGINNINGS = (
    "Mill Ash Oak Cedar River Stone Maple Spring Clear Fair West North Elm Lake Fox Hart".split()
)
NAME_ENDINGS = (
    "brook ford ridge field port view wood dale ton haven burg mont crest gate point moor".split()
)
ADJECTIVES = """Crooked Paper Midnight Velvet Distant Electric Copper Second Northern Invisible Hollow
Painted Wooden Quiet Glass Seventh Yellow Borrowed Winter Scarlet Marble Static Tidal Lunar""".split()
NOUNS = """Harbor Orchard Static Lanterns Highway Rivers Avenue Satellites Kitchen Parade Summer
Windows Letters Foxes Garden Machines Stations Mirrors Coast Fathers Daughters Wolves Archive
Detectives""".split()

WHEN = """today|tonight|this morning|right now|yesterday|last night|this week|after work|this weekend
|on Monday|again|on Friday|before noon|all day|this afternoon|on Sunday|for the first time|at midnight
|during lunch|for the third time|since Tuesday|at 6 am|in between|after dinner|on the way home|all week
|on a Thursday|by the clock|before breakfast|until two|at 3 am|twice in a row|every other day
|on the bus|after class|once more|in the rain|since last month|for hours|out of nowhere|in one go"""

SLOTS = {
    "when": WHEN,
    "day": "Monday|Friday|Saturday|Sunday|Tuesday|Thursday|Wednesday|the 1st|the 15th|next week",
    "num": "two|three|five|four|ten|six|seven|twelve|eight|20|nine|30|eleven|100|fifteen|40|17|63|250",
    "hour": "6 am|7 am|5 am|2 pm|11 pm|3 am|9 am|noon|midnight|4:30|half past six|10 pm|quarter to eight",
    "sub": "I|we|I just|we just|I finally|I already|somehow I|we actually|guess who just|I literally",
    "class": """chem|bio|algebra|stats|psych|English|history|anatomy|physics|econ|Spanish|calc|geometry
|government|art history|sociology|organic chem|statics|nursing lab|marketing 301|intro to film""",
    "teacher": "my teacher|Mr. Alvarez|Mrs. Doyle|coach|the sub|Ms. Park|Mr. Lindqvist|the whole front office",
    "schoolthing": """homecoming|prom|gym class|first period|senior pictures|the cafeteria|study hall
|the pep rally|hall duty|marching band|the yearbook|graduation practice|twin day|the SAT
|college apps|driver's ed|picture day|the locker room|the fall musical|student council""",
    "campusthing": """the dining hall|my dorm|the library|the quad|office hours|the frat house|my roommate
|syllabus week|the parking lot|finals week|orientation|my lab partner|the shuttle bus|the student union
|my advisor|the laundry room|move-in day|the activity expo|rush week|the group chat for class""",
    "paper": """a 10 page paper|a midterm|two quizzes|a lab report|three chapters|a group project|a final
|an essay|a presentation|400 flashcards|an online quiz|my thesis outline|a 6 hour take-home|a discussion post""",
    "outthing": """shots|tacos|the bar|the tailgate|the pregame|karaoke|a house show|bottomless brunch
|two pitchers|the DJ|the after hours|the bouncer|my spray tan|wristbands|an Uber|pizza at 3 am
|the smoking area|cheap tequila|the dance floor|the last call|somebody's rooftop|the concert line""",
    "boss": "my boss|my manager|HR|the client|my coworker|the intern|our new director|accounting|the whole team",
    "workthing": """the meeting|my inbox|the quarterly report|the commute|my shift|the printer|a conference call
|the staff lunch|the spreadsheet|the deadline|my timesheet|the new office|a 7 am flight|the budget review
|the onboarding deck|my performance review|a webinar|the invoice run|the sales call|the night shift""",
    "jobthing": """my resume|an interview|my first paycheck|a recruiter|my internship|the cover letter
|LinkedIn|two job offers|the temp agency|orientation at the new job|my lease|the deposit
|student loans|my 401k|the entry level posting|a background check""",
    "kid": """my son|my daughter|the baby|my oldest|the twins|my 4 year old|both kids|our toddler|my stepson
|the little one|my 2nd grader|our middle one|the kindergartner|my teenager""",
    "kidthing": """daycare|bedtime|the school bus|soccer practice|the diaper bag|swim lessons|story time
|the lunchboxes|naptime|the playground|picture day at school|the spelling bee|potty training|ballet
|the pediatrician|the car seat|a birthday piñata|little league|the PTA meeting|the carpool line""",
    "homething": """the mortgage|the gutters|the dishwasher|the kitchen remodel|the lawn|the water heater
|the roof|our backyard|the new couch|the garage|the HOA|the basement|property taxes|the driveway
|the contractor|paint samples|the furnace|a leaking faucet|the refinance papers|the fence""",
    "gardenthing": """tomatoes|the roses|zucchini|the bird feeder|a raised bed|the hydrangeas|basil|the compost
|seedlings|the peppers|dahlias|the greenhouse|the apple tree|hummingbirds|my orchids|the mulch""",
    "grandthing": """the grandkids|my grandson|my granddaughter|retirement|my pension|the church choir
|our anniversary trip|the cruise|my reading glasses|the book club|the doctor's office|my knee
|the class reunion|Medicare forms|bridge night|the RV|our 35th anniversary|the community board""",
    "newsthing": """the election|the debate|the city council|the budget|the county|the senator|the appeals court
|gas prices|the school board|the mayor|mortgage rates|the zoning vote|the press conference|the polls
|the ballot measure|the governor|the op-ed|the census""",
    "source": "NPR|the local paper|a long read|channel 7|the evening news|a podcast|the Sunday edition|C-SPAN",
    "team": """the Hawks|the Giants|the Bulldogs|our boys|the Tigers|the Spurs|the Comets|the Rangers|the Pirates
|the Wildcats|the Lakers|the Falcons|the Bears|the home team|the Mariners|the Otters""",
    "sportthing": """the third quarter|overtime|the ref|the bullpen|the draft|the playoffs|that last drive
|the quarterback|the jump shots|halftime|the shortstop|extra innings|the fantasy league|the scoreboard
|the starting five|preseason|the front seven|the goalie""",
    "dish": """tacos|pizza|wings|ramen|pancakes|a burrito|fries|mac and cheese|sushi|iced coffee|chili
|banana bread|pho|a smoothie|pot roast|lasagna|cereal|nachos|a bagel|meatloaf|samosas|jollof rice
|brisket|oatmeal|lentil soup|enchiladas|cornbread|shrimp &amp; grits|eggs &amp; toast|biscuits &amp; gravy""",
    "eatery": """that place downtown|the food truck|Rosa's|the drive-thru|my grandma's|the diner|the taco stand
|the farmers market|Costco|the gas station|the corner store|a cooler in the parking lot|Pho 88
|the church potluck|the airport""",
    "app": """Snapchat|Instagram|Netflix|TikTok|YouTube|my phone|the group chat|Spotify|FaceTime|Facebook
|my laptop|the wifi|iMessage|Telegram|Twitter|my email|the update|Pinterest|the iPad|the printer app""",
    "fandom": """the boys|my faves|their tour|the new album|the livestream|the music video|the fandom|their merch
|the comeback countdown|the setlist|the front row|their old vlogs|the edits on my feed|the lyric video
|the meet-up|the trailer""",
    "gamething": """the boss level|ranked|my squad|the queue|the new map|the loot box|a speedrun|the servers
|the controller|a 2 am raid|the DLC|split screen|the beta|my rank|the patch notes""",
    "gymthing": """leg day|cardio|the treadmill|a 5k|yoga|squats|spin class|deadlifts|the pool|a long run
|my Fitbit|hot yoga|the stairmaster|a half marathon|abs|pilates|physical therapy""",
    "weather": """rain|snow|90 degrees|fog|wind|thunder|humidity|12 degrees|the first leaves|a heat index of 104
|drizzle|sun at last|sleet|a tornado watch|pollen|ice on the windshield""",
    "pet": """my dog|the cat|the puppy|our beagle|my kitten|the neighbor's dog|my hamster|the parrot
|the foster dog|our two cats|the rabbit|the old hound""",
    "petthing": """the couch|my shoe|a squirrel|the vet|the mailman|my pillow|the vacuum|the backyard
|an entire loaf of bread|the laundry basket|the window seat|the leash|a sock""",
    "bodything": """my hair|my nails|my eyebrows|my skin|this haircut|these bangs|my lashes|my retainer
|my roots|my contacts|my tan lines|my braids""",
    "buything": """shoes|a jacket|candles|makeup|a phone case|sneakers|jeans|a planner|concert tees|a purse
|throw pillows|books|a lamp|a rug|sunglasses|a grill|hiking boots|a used minivan|curtains""",
    "store": "Target|the mall|the bookstore|Walmart|Sephora|the thrift store|IKEA|Home Depot|the outlet|Lowe's|Etsy",
    "trip": """the beach|the lake|the mountains|Chicago|Vegas|the cabin|New York|Mexico|Austin|the coast|Florida
|Portland|Orlando|a national park|Lisbon|Nashville|Italy|the desert|Montreal|Maine|Seoul""",
    "moneything": """rent|my paycheck|gas|the electric bill|tuition|car insurance|my savings|taxes|groceries
|the phone bill|parking|textbooks|copays|the vet bill|daycare|the down payment""",
    "him": "he|she|this boy|this girl|my ex|my boyfriend|my girlfriend|somebody|that guy|everyone|the new kid",
    "spouse": "my husband|my wife|the hubs|my other half|my fiancé|the mister",
    "verse": "Psalm 23|Romans 8:28|Philippians 4:13|the sermon|Proverbs 3:5|choir practice|Bible study|Sunday school",
    "relative": """my mom|my sister|my brother|my dad|my cousin|my grandma|my aunt|my little brother|my uncle
|my roommate|my neighbor|my stepdad|my in-laws|my niece|my mother-in-law""",
    "booktype": "whodunit|mystery|memoir|biography|library book|paperback|audiobook|cookbook|comic book",
    "said": "said|told me|asked|texted|announced|wrote|mumbled|decided|explained",
    "slang": """bruh|fr|ngl|deadass|lowkey|periodt|bet|rn|tbh|ong|highkey|istg|yall|bro|iykyk""",
    "fact": """nobody asked|it is what it is|that is the tweet|as one does|you had to be there|long story
|not making it up|more on that later|do not ask|for the record|end of story|same time next week""",
}
