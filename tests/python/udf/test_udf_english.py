"""The language detector on short texts: what it misses, and what it takes for English wrongly."""

from __future__ import annotations

import pytest

from plumage.udf.english import LANGUAGES, is_english

ENGLISH = """
so tired today i cannot even
yes
idk
truuuuuuu
good morning everyone
happy birthday bro
lol that was so funny
I love this song
can't wait for the weekend
omg i hate mondays
going to the gym later
why is everyone so loud
my dog is the best thing ever
thanks for the follow
this game is insane
feeling blessed
i need coffee
she said no again
watching the match with dad
so proud of my little sister
ugh traffic is terrible
what a beautiful sunset
anyone else awake
i'm so done with this
miss you
best day of my life
never again
just got home from work
we won!!!
you guys are amazing
new shoes who dis
haha ok
Student. Dreamer. Coffee addict.
Mum of two, teacher, runner
Walks two dogs in any weather
Follow your dreams
19 | NYC | IG: anna_b
Writer and editor based in London
happy friday #tgif
stop it
no way
great news today
the bus was late again
I am off now
bye
can u not
that's what i said
sad and lonely tonight
STUCK IN TRAFFIC AGAIN, THANKS
gonna sleep early 2nite
tbh i dont care anymore
y'all are crazy
wish me luck for my exam
so much fun at the beach
sick of school already
dinner was delicious
""".strip().splitlines()

OTHERS = """
die Sonne war heute da, die Kinder auch
ik denk dat die man gelijk heeft
no lo sé, no me importa
sin duda es mejor
non ho voglia, ma no
guten Morgen zusammen
ich bin so müde
das war super
was für ein Tag
keine Lust mehr
Endlich Wochenende
ich hasse Montage
alles gute zum geburtstag
wie war dein tag
Papa von zwei Kindern
Journalist aus Berlin
ok bis morgen
ik ga naar huis
lekker weer vandaag
wat een dag
geen zin in school
goedemorgen allemaal
ik hou van jou
dank je wel
Voetbal, vrienden, feest
he is die man van de dag
buenos días a todos
te quiero mucho
no puedo más
qué risa jajaja
feliz cumpleaños
me muero de sueño
hoy es un gran día
mañana hay examen
sin palabras
odio los lunes
estudiante de medicina
fin de semana por fin
ser feliz sin miedo
mi hermana es una loca
mas vale tarde que nunca
no me gusta
pobre de mi
bonjour tout le monde
je t'aime
j'en peux plus
trop fatigué
c'est la vie
bonne année à tous
on va gagner
mort de rire
Étudiante en droit, Paris
buongiorno a tutti
che bella giornata
ti amo tanto
sono stanco
non ce la faccio
bom dia
eu te amo
não aguento mais
feliz aniversário amigo
que saudade
boa noite gente
selamat pagi semua
aku lapar banget
terima kasih ya
udah malam belum tidur
gak mau sekolah
magandang umaga
ang sarap ng pagkain
mahal kita
hindi ko alam
god morgon alla
jag är så trött
vilken dag
jeg elsker deg
god morgen
hyvää huomenta
en jaksa enää
günaydın herkese
çok yorgunum
seni seviyorum
dzień dobry
kocham cię
nie mam siły
mam na imię Anna, jestem z Warszawy
dobré ráno
miluji tě
jó reggelt
bună dimineața
chào buổi sáng
anh yêu em
mwen renmen ou
bon dia a tothom
доброе утро
я тебя люблю
καλημέρα
مرحبا بالجميع
おはようございます
大好き
사랑해
สวัสดีครับ
""".strip().splitlines()


def test_hardly_a_text_in_another_language_is_taken_for_english():
    assert len(OTHERS) == 102
    assert sum(map(is_english, OTHERS)) <= 1


def test_most_short_english_texts_are_known():
    assert len(ENGLISH) == 56
    assert sum(map(is_english, ENGLISH)) >= 48


@pytest.mark.parametrize("sign", ["😂", "❤️❤️", "🎉🎉🎉🎉", ":)"])
def test_emoji_decide_no_language(sign):
    for text in ENGLISH + OTHERS:
        assert is_english(f"{text} {sign}") == is_english(text), text


@pytest.mark.parametrize("text", ["", " ", "123", "!!!", "❤️", "#", "x" * 10_000])
def test_where_nothing_tells_the_language_it_is_not_english(text):
    assert not is_english(text)


def test_case_does_not_matter():
    said = [[is_english(change(text)) for text in ENGLISH] for change in (str.upper, str.lower)]
    assert said[0] == said[1]


def test_the_languages_of_the_inputs_are_among_those_it_chooses_from():
    assert {"en", "de", "nl", "es", "it", "fr", "pt", "id", "tl"} <= set(LANGUAGES.split())
