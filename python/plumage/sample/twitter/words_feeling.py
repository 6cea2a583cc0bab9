"""What carries feeling in the made-up tweets: clauses, emoticons and emoji, with VADER's valence.

The valence of a clause is the sum that VADER gives its words before it squeezes sums into -1..1;
the generator adds these up to know how positive a tweet will be before it is written. A test
compares them with vaderSentiment.
"""

from __future__ import annotations

POSITIVE_CLAUSES: tuple[tuple[str, float], ...] = (
    ("love this", 3.2), ("so happy about it", 2.993), ("best day ever", 3.2), ("so excited", 1.693),
    ("I am so grateful", 2.87), ("I am so proud", 2.99), ("what a great day", 3.1),
    ("it was beautiful", 2.9), ("feeling blessed", 3.4), ("pretty cool", 3.5),
    ("loving every second", 2.9), ("perfect", 2.7), ("thank you all", 1.5),
    ("this is amazing", 2.8), ("makes me smile", 1.5), ("awesome", 3.1), ("glad I went", 2.0),
    ("lucky me", 1.8), ("good times", 1.9), ("lol", 1.8), ("haha", 2.0),
    ("I laughed so hard", 1.13), ("very pleased with it", 2.193), ("it was lovely", 2.8),
    ("what a treat", 1.7),
)  # fmt: skip

NEGATIVE_CLAUSES: tuple[tuple[str, float], ...] = (
    ("hate this", -2.7), ("so annoyed", -1.893), ("I am so tired of this", -2.74),
    ("worst day ever", -3.1), ("this is awful", -2.0), ("so sad about it", -2.393),
    ("I want to cry", -1.8), ("feeling sick", -1.8), ("so bored", -1.393), ("what a mess", -1.5),
    ("this is ridiculous", -1.5), ("so angry right now", -2.593), ("it hurts", -2.1),
    ("so stressed", -1.693), ("terrible", -2.1), ("lonely again", -1.5), ("what a waste", -1.8),
    ("so disappointed", -2.393), ("that was painful", -1.9), ("this sucks", -1.5),
    ("so embarrassing", -1.893), ("horrible", -2.5), ("I feel guilty", -1.8),
)  # fmt: skip

EMOTICONS: tuple[tuple[str, float], ...] = (
    (":)", 2.0), (":D", 2.3), (";)", 0.9), (":(", -1.9), ("&lt;3", 1.9), (":P", 1.0), (":/", -1.4),
    (":')", 2.3), (":-)", 1.3), ("=)", 2.2), ("(:", 2.2), (":*", 2.5), ("xD", 2.8), ("^_^", 0.0),
)  # fmt: skip

# Emoji by class of valence. A class is drawn before the age, the emoji within it after: `young`
# and `old` are weights by which younger and older users choose within the class.
WARM_EMOJI = """😊 3 5|💕 4 4|💙 3 3|💜 3 2|🥰 3 2|💖 2 2|💚 2 3|😄 2 4|🖤 3 1|💗 2 2|🧡 2 2|💛 2 2
|👌 4 2|💑 1 2"""
GLAD_EMOJI = """😂 9 6|🤣 4 6|🎉 4 5|✨ 6 2|🥳 3 3|😅 3 2|😹 1 1|😍 5 4|😘 5 3|😁 3 3|☺ 2 3|😎 2 3
|😇 1 2
|🤙🏼 2 0.5|👋 1 3|🤗 1 3"""
SAD_EMOJI = "😭 9 3|😢 2 4|😞 2 4|😫 4 2|😩 4 1|🔥 4 2|😬 2 2"
PLAIN_EMOJI = """🙌 4 3|🙏 3 6|💀 9 0.3|😒 4 1|👏 2 4|💪 3 3|👍 1 7|🤔 1 4|🙄 4 3|😴 3 1|💯 4 1
|👀 4 1
|😏 3 1|🤷‍♀️ 2 2|🤦‍♂️ 2 2|🙈 3 1|✌️ 3 1|💅 3 0.5|🥺 6 0.7|😉 1 5|❤️ 5 7|🌹 0.5 3|🌸 1 3|🌻 0.5 3
|☕ 1 4|🍷 0.7 4|🍻 2 2|🏈 2 2|⚽ 2 2|🐶 2 3|🐱 2 2|🎂 1 3|🎈 1 2|🎓 3 1|📚 2 2|✈️ 1 3|🌈 1 1
|⭐ 1 1|🌞 1 3|👍🏽 1 3|🙏🏾 1 2|💪🏼 2 2|👏🏿 1 1|👩‍👧‍👦 0.3 3|👨‍👩‍👧 0.3 3|👩🏽‍🎓 2 0.4|👩‍💻 0.7 1
|🏳️‍🌈 1 0.6|🇺🇸 1 4|🇵🇭 1 0.6|🇮🇩 1 0.5|🇧🇷 0.7 0.5|🇨🇦 0.5 1|1️⃣ 0.7 0.7|3️⃣ 0.4 0.4|🔟 0.3 0.3
|#️⃣ 0.2 0.2|©️ 0.1 0.3|🫶🏻 3 0.5|🫠 3 0.3|🙃 3 1|😳 3 1|😜 1 2|🎶 2 2|🏡 0.3 3|🚗 0.5 1|🎮 2 0.4
|💃 1 1|🧑🏻‍🤝‍🧑🏾 0.4 0.4|👶 0.3 2|👵 0.1 1"""
