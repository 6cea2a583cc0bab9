"""What the made-up users say about themselves in their bios."""

from __future__ import annotations

# Fragments by life stage (18, 19-20, 21-22, 23-24, 25-29, 30-39, 40 or older); slots as in tweets.
STAGE_FRAGMENTS = (
    """high school senior|varsity soccer|NHS 2025|drama club &amp; choir|student at {town} High
|class clown|future nurse
|drummer|track &amp; field|sc: {handle}|i just want to go to {band}|{band} stan|band kid
|fan account|student council""",
    """{town} State freshman|pre-med|psych major|sophomore|dorm cook|student|undeclared|{band} stan
|study group host
|sc: {handle}|cheer|intramural goalie|college student|Alpha Chi|fan account
|bio major at {town} State""",
    """{town} State|nursing student|business major|21|part time barista|senior at {town} State
|finance major|snap: {handle}
|student teacher|probably at brunch|future teacher|Delta Phi|econ major|student athlete""",
    """{town} State alum|grad student|new in {town}|entry level everything|junior designer
|paramedic|law student
|first apartment|photography|intern at {town} Daily|bartender|recent grad""",
    """nurse|software developer|teacher|dog dad|dog mom|engineer|graphic designer|engaged|barber
|marketing manager
|real estate in {town}|recruiter|freelance writer|grad school survivor|newlywed|chef
|photographer""",
    """mom of {few}|dad of {few}|married to {person}|husband &amp; father|wife &amp; mother
|project manager|small business owner
|marketing director|engineer|homeowner|coffee|nurse|youth coach|proud parent|teacher|realtor
|attorney""",
    """retired teacher|grandma of {few}|grandpa of {few}|married {num} years|author|gardener
|father of {few}|mother of {few}
|retired Navy|consultant|professor|church organist|journalist|proud parent|board member
|photographer|attorney
|CEO|wife, mom, reader""",
)
ANY_FRAGMENTS = """{town}|{town} born|{team}|{dish} person|coffee and {dish}|{show}
|tweets are my own|{song}|dreamer
|just here for {team}|{pet} person|opinions mine|ig: {handle}|IG @{handle}|one day at a time
|go {team}
|{verse}|here for the {dish}|{band} on repeat|somewhere between {town} and {trip}
|RTs are not endorsements
|#{tag}|living on {dish}|part time human|{weather} watcher|est. in {town}|yes I made {dish}
|{person}"""
FEELING_FRAGMENTS = """living my best life|good vibes only|blessed|love my family|happy to be here
|laugh a lot
|lover of {dish}|sarcastic|lost in thought|a beautiful mess|dance like nobody is watching
|hopeless romantic
|be kind|grateful|too tired to function"""
OTHER_FRAGMENTS = {
    "es": """vivo en {town}|amo el fútbol|estudiante de derecho|mamá de dos|un día a la vez
|Dios primero""",
    "pt": "vivendo um dia de cada vez|flamenguista|estudante|mãe|apaixonada por café",
    "in": "anak rantau|mahasiswa|suka kopi dan senja|bukan siapa siapa|ig: {handle}",
    "tl": "single pero masaya|estudyante|ofw|batang {town}|kape lang",
    "ar": "طالبة جامعية|أحب القهوة والكتب|مهندس|الحمد لله|أم لطفلين",
    "th": "นักศึกษา|รักหมา|ชานมไข่มุก|คนธรรมดา",
    "ja": "大学生|猫が好き|会社員です|音楽と旅",
}
SEPARATORS = (" | ", ". ", " • ", ", ", " / ", " ~ ", "\n", " || ", " - ")
LOCATIONS = """{town}|{town}, TX|{town}, CA|New York|{town}, OH|somewhere over there|{town}, USA
|Chicago|London
|{trip}|ATL|Manila|Jakarta|your phone|{town} • {town}|Los Angeles, CA|18|Earth|Houston ✈️ {town}|PH
|Riyadh
|{town}, FL|在家|Brasil|the 704|México|{town} ✨"""
AGE_FORMS = (
    """{age}", "{age}.", "{age} y/o", "{age} years old", "{age}yrs", "age {age}", "|{age}
|", "im {age}""",
    "{age} years young", "just turned {age}",
)  # fmt: skip
BIRTH_FORMS = (
    "born in {year}",
    "est. {year}",
    "b. {year}",
    "since {year}",
    "'{short}",
    "{year} baby",
)
CLASS_FORMS = (
    "class of {year}",
    "c/o {year}",
    "Class of '{short}",
    "c/o '{short}",
    "{town} '{short}",
)
