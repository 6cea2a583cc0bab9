"""What fills the slots of the English sentences of the made-up data.

Entries are common first: a slot is drawn with a long tail. None of the words carries a feeling that
VADER knows, so that how positive a made-up tweet is depends on its feeling clause and its emoji
alone, which are drawn before the age is (a test holds that).
"""

from __future__ import annotations


def words_of(text: str) -> tuple[str, ...]:
    """Words of a text, in order."""
    return tuple(text.split())


FIRST_NAMES = words_of("""
Ashley Tyler Brianna Marcus Kayla Jordan Megan Dylan Alyssa Brandon Maria Kevin Taylor Josh Rachel
Andre Nicole Ethan Jasmine Logan Sarah Chris Hannah Devin Vanessa Cody Emily Trevor Danielle Malik
Chloe Austin Bianca Sean Monica Derek Paige Omar Leah Graham Tiffany Nate Carla Dustin Amber Luis
Erica Blake Tasha Wes Kim Rod Linda Steve Karen Mike Susan Dave Diane Gary Brenda Tom Sheila Ray
Noor Mei Priya Kofi Ines Lars Yuki Tomas Amina Pavel Zoe Eli Ruby Owen Nora Felix Iris Hugo Clara
""")

# Invented surnames and places, so that the vocabulary grows with the text as real ones do.
SURNAME_PARTS = (
    "Al Bar Cal Dar El Fen Gar Hol Ing Jar Kes Lan Mar Nor Os Pel Quin Ros Sal Tor Ul Var Wil Yar "
    "Bel Cor Del Ham Kir Mon Nik Pet Rad Sten Vel Zan",
    "a e i o u ar en il on ur ber der gal ken lo man ner ri sta ve ash ck da fi go hu jo ka li mo "
    "ni po ru si ti vo wa",
    "ton man sen ski ez ley ford well ini ard worth berg kov sson dale mont lund quist ra ges vich "
    "oux aldi wick ster bach nen hall",
)
NAME_BEGINNINGS = words_of(
    "Mill Ash Oak Cedar River Stone Maple Spring Clear Fair West North Elm Lake Fox Hart"
)
NAME_ENDINGS = words_of(
    "brook ford ridge field port view wood dale ton haven burg mont crest gate point moor"
)
ADJECTIVES = words_of("""
Crooked Paper Midnight Velvet Distant Electric Copper Second Northern Invisible Hollow
Painted Wooden Quiet Glass Seventh Yellow Borrowed Winter Scarlet Marble Static Tidal
Lunar
""")
NOUNS = words_of("""
Harbor Orchard Static Lanterns Highway Rivers Avenue Satellites Kitchen Parade Summer
Windows Letters Foxes Garden Machines Stations Mirrors Coast Fathers Daughters Wolves Archive
Detectives
""")

SLOTS = {
    "when": """today|tonight|this morning|yesterday|last night|this week|after work|this weekend
|on Monday|again|on Friday|before noon|all day|this afternoon|on Sunday|for the first time
|at midnight|during lunch|for the third time|on Tuesday|at 6 am|after dinner|on the way home
|all week
|on a Thursday|before breakfast|until two|at 3 am|twice in a row|every other day|on the bus
|after class|once more|in the rain|for hours|all of a sudden|between two meetings|on my day off""",
    "day": """Monday|Friday|Saturday|Sunday|Tuesday|Thursday|Wednesday|the 1st|the 15th|next week
|the 22nd|the last day of the month""",
    "num": """two|three|five|four|ten|six|seven|twelve|eight|20|nine|30|eleven|100|fifteen|40|17|63
|250|14|22|48|36|75|90|19|55|120|13|81""",
    "hour": """6 am|7 am|5 am|2 pm|11 pm|3 am|9 am|noon|midnight|4:30|half past six|10 pm
|quarter to eight|8:15|1 am|5:45|7:20|ten past nine""",
    "sub": """I|we|I just|we just|I finally|I already|somehow I|we actually|guess who just
|I literally""",
    "class": """chem|bio|algebra|stats|psych|English|history|anatomy|physics|econ|Spanish|calc
|geometry|government|art history|sociology|organic chem|statics|nursing lab|marketing 301
|intro to film|linguistics|microbio|accounting II""",
    "teacher": """my teacher|Mr. Alvarez|Mrs. Doyle|coach|the sub|Ms. Park|Mr. Lindqvist
|the front office|the vice principal|our librarian""",
    "schoolthing": """homecoming|prom|gym class|first period|senior pictures|study hall
|the pep rally|hall duty|marching band|yearbook|graduation practice|twin day|the SAT|driver's ed
|picture day|the fall musical|student council|lunch|the bake sale|the bus line""",
    "campusplace": """the library|the dining hall|my dorm|the quad|office hours|the frat house
|the student union|the laundry room|the computer lab|the shuttle bay|the campus gym
|the bookstore line
|the parking lot|the third floor lounge""",
    "campusthing": """syllabus week|finals week|orientation|move-in day|rush week|the activity expo
|spring registration|the group project|my lab report|the roommate contract|the meal plan""",
    "paper": """a 10 page paper|a midterm|two quizzes|a lab report|three chapters|a group project
|a final|an essay|a presentation|400 flashcards|an online quiz|my thesis outline|a take-home
|a discussion post|a worksheet""",
    "venue": """the bar|the tailgate|the pregame|karaoke|a house show|the after hours|brunch
|somebody's rooftop|the concert|the smoking area|the dance floor|the club|the bonfire
|the bowling alley
|trivia night""",
    "drink": """shots|tacos|two pitchers|cheap tequila|pizza at 3 am|margaritas|seltzer|boxed wine
|gas station coffee|a jello shot|an iced tea|mimosas""",
    "boss": """my boss|my manager|HR|the client|my coworker|the intern|our new director|accounting
|the whole team|the night manager|my old supervisor""",
    "workthing": """the meeting|my inbox|the quarterly report|my shift|a conference call
|the staff lunch|the spreadsheet|the deadline|my timesheet|the budget review|the onboarding deck
|my performance review|a webinar|the invoice run|the sales call|the night shift|the handover
|the slide deck|the audit""",
    "jobthing": """my resume|an interview|my first paycheck|the internship|the cover letter
|LinkedIn|two job offers|the temp agency|orientation at the new job|my lease|the deposit
|student loans|my 401k|the entry level posting|a background check""",
    "kid": """my son|my daughter|the baby|my oldest|my 4 year old|our toddler|my stepson
|the little one
|my 2nd grader|our middle one|the kindergartner|my teenager|my youngest""",
    "kidthing": """daycare|bedtime|the school bus|soccer practice|swim lessons|story time|naptime
|the playground|picture day at school|the spelling bee|potty training|ballet|the pediatrician
|a birthday piñata|little league|the carpool line|parent teacher night|recess""",
    "homething": """the dishwasher|the gutters|the kitchen remodel|the lawn|the water heater
|the roof|our backyard|the new couch|the garage|the basement|the driveway|the furnace
|a leaking faucet|the fence|the bathroom tile|the screen door|the attic""",
    "gardenthing": """tomatoes|the roses|zucchini|the bird feeder|the raised bed|the hydrangeas
|basil
|the compost|seedlings|the peppers|dahlias|the apple tree|the orchids|the mulch|the rain barrel""",
    "grandthing": """the grandkids|my grandson|my granddaughter|the church choir
|our anniversary trip
|the cruise|the book club|my knee|the class reunion|bridge night|the RV|our 35th anniversary
|the community board|the retirement lunch|my pension papers""",
    "newsthing": """the election|the debate|the city council|the budget|the county|the senator
|the appeals court|gas prices|the school board|the mayor|mortgage rates|the zoning vote
|the press conference|the polls|the ballot measure|the governor|the census|property taxes""",
    "source": """NPR|the local paper|channel 7|the evening news|the Sunday edition|C-SPAN|the Times
|public radio""",
    "team": """the Hawks|the Giants|the Bulldogs|our boys|the Tigers|the Spurs|the Comets
|the Rangers
|the Pirates|the Wildcats|the Lakers|the Falcons|the Bears|the home team|the Mariners|the Otters""",
    "sportthing": """the third quarter|overtime|the ref|the bullpen|the draft|the playoffs
|that last drive|the quarterback|the jump shots|halftime|the shortstop|extra innings|the scoreboard
|the starting five|preseason|the front seven|the goalie|the timeout""",
    "dish": """tacos|pizza|wings|ramen|pancakes|a burrito|fries|mac and cheese|sushi|iced coffee
|chili
|banana bread|pho|a smoothie|pot roast|lasagna|cereal|nachos|a bagel|meatloaf|samosas|jollof rice
|brisket|oatmeal|lentil soup|enchiladas|cornbread|shrimp &amp; grits|eggs &amp; toast
|biscuits &amp; gravy|a turkey sandwich|cold noodles""",
    "eatery": """that place downtown|the food truck|Rosa's|the drive-thru|my grandma's|the diner
|the taco stand|the farmers market|Costco|the gas station|the corner store|Pho 88|the church potluck
|the airport|the cafeteria|Lou's""",
    "app": """Snapchat|Instagram|Netflix|TikTok|YouTube|my phone|the group chat|Spotify|FaceTime
|Facebook|my laptop|iMessage|Telegram|Twitter|my email|Pinterest|the iPad""",
    "fandom": """the new album|their tour|the livestream|the music video|the setlist|the lyric video
|their old vlogs|the edits|the meet-up|the trailer|the comeback countdown|the acoustic version""",
    "gamething": """the boss level|ranked|the new map|a speedrun|a 2 am raid|the DLC|split screen
|the beta|the loot box|the final mission|the tutorial|season 9""",
    "gymthing": """leg day|cardio|the treadmill|a 5k|yoga|squats|spin class|deadlifts
|laps in the pool
|a long run|hot yoga|the stairmaster|a half marathon|pilates|physical therapy|jump rope""",
    "weather": """rain|snow|90 degrees|fog|wind|thunder|humidity|12 degrees|frost
|a heat index of 104
|drizzle|sleet|a tornado watch|pollen|ice on the windshield""",
    "pet": """my dog|the cat|the puppy|our beagle|my kitten|the neighbor's dog|my hamster|the parrot
|the foster dog|the rabbit|the old hound|our tabby""",
    "petthing": """the couch|my shoe|a squirrel|the mailman|my pillow|the vacuum|the ceiling lamp
|a loaf of bread|the laundry basket|the window seat|the leash|a sock|the remote""",
    "bodything": """my hair|my nails|my eyebrows|my skin|this haircut|these bangs|my lashes
|my roots|my tan lines|my braids|my beard""",
    "buything": """shoes|a jacket|candles|makeup|a phone case|sneakers|jeans|a planner|concert tees
|a purse|throw pillows|books|a lamp|a rug|sunglasses|a grill|hiking boots|curtains|socks""",
    "store": """Target|the mall|the bookstore|Walmart|Sephora|the thrift store|IKEA|Home Depot
|the outlet|Lowe's|Etsy|the flea market""",
    "trip": """the beach|the lake|the mountains|Chicago|Vegas|the cabin|New York|Mexico|Austin
|the coast
|Florida|Portland|Orlando|a national park|Lisbon|Nashville|Italy|the desert|Montreal|Maine|Seoul""",
    "moneything": """rent|gas|the electric bill|tuition|car insurance|groceries|the phone bill
|parking
|textbooks|the vet bill|daycare|the water bill|the internet|renters insurance""",
    "him": """he|she|this boy|this girl|my ex|my boyfriend|my girlfriend|somebody|that guy|everyone
|the new kid""",
    "spouse": "my husband|my wife|the hubs|my other half|my fiancé|the mister",
    "verse": """Psalm 23|Romans 8:28|Philippians 4:13|the sermon|Proverbs 3:5|choir practice
|Bible study|Sunday school|Isaiah 40""",
    "relative": """my mom|my sister|my brother|my dad|my cousin|my grandma|my aunt|my little brother
|my uncle|my roommate|my neighbor|my stepdad|my niece|my mother-in-law|my godson""",
    "booktype": """whodunit|mystery|memoir|biography|library book|paperback|audiobook|cookbook
|comic book|travel guide""",
    "said": "said|told me|asked|texted|announced|wrote|mumbled|decided|explained",
    "slang": "bruh|fr|ngl|deadass|lowkey|periodt|bet|rn|tbh|ong|highkey|istg|yall|bro|iykyk",
    "fact": """nobody asked|it is what it is|that is the tweet|as one does|you had to be there
|long story|as it happened|more on that later|ask me later|for the record|end of story
|same time next week|I have photos|write that down""",
}
