"""Sentences and words of the made-up tweets in other languages than English.

Each language has sentences with ``{0}``, ``{1}``, ``{2}`` filled from its lists; ``?`` at the end
(or the script's own mark) makes a question. Right-to-left and unspaced scripts are here on purpose.
"""

from __future__ import annotations

# language tag: (sentences, lists of words for {0}, {1}, {2}, hashtags)
OTHER_LANGUAGES: dict[str, tuple[str, tuple[str, ...], str]] = {
    "es": (
        """Hoy comí {0} con {1} en {2}
{1} dice que mañana vamos a {2}
Otra vez tarde para llegar a {2} por culpa de {1}
Si alguien ve a {1}, que traiga {0}
Después de {2} solo pienso en {0}
Qué ganas de {0} y una tarde en {2} con {1}
En {2} a las ocho con {1}, llevo {0}
Ayer {1} se durmió en {2}
Nadie me avisó que {1} trabajaba en {2}
Llueve en {2} y {1} durmiendo
Estudiando para el examen con {0} y {1}
Se acabó {0}, gracias {1}
¿Quién va a {2} con {1}?
¿Alguien tiene {0} para {1}?
¿Por qué {1} siempre pide {0} en {2}?""",
        (
            """café|tacos|arepas|pan dulce|churros|helado|empanadas|sopa|mate|tortilla de papa
|limonada|arroz con leche
|tamales|pupusas|pizza fría|chocolate caliente|ceviche|quesadillas""",
            """mi mamá|mi hermano|Lucía|mi jefa|el profe|Diego|mi abuela|los vecinos|Camila
|mi novia|el gato|Mateo
|mis primos|la tía Rosa|Andrés|mi papá|Valentina|medio salón""",
            """la playa|Bogotá|la oficina|la biblioteca|Guadalajara|la facultad|casa|Lima
|la estación
|Sevilla|la parada del bus|la terraza|Montevideo|Quito|Valencia|la cancha|Rosario|la plaza""",
        ),
        "felizviernes buenosdias futbol lunes",
    ),
    "pt": (
        """Hoje teve {0} com {1} em {2}
{1} falou que amanhã a gente vai para {2}
Cansei de {2}, quero {0} e cama
Saudade de {2} e do {0} que {1} faz
Cheguei em {2} e {1} já tinha ido embora
Ninguém entende por que {1} gosta de {0}
Chuva em {2} e {1} dormindo
Prova amanhã e eu aqui comendo {0} com {1}
Fui até {2} atrás de {0}
{1} me mandou mensagem às três da manhã sobre {0}
O inverno chegou cedo para {2}
Quem vai em {2} com {1}?
Alguém tem {0} em {2}?""",
        (
            """pão de queijo|café|açaí|brigadeiro|feijoada|coxinha|guaraná|tapioca|pastel
|bolo de cenoura|farofa|sorvete""",
            """minha mãe|o João|a Bia|meu chefe|minha irmã|o Pedro|a vó|meu primo|a Larissa
|o professor|meu pai|o Caio""",
            """São Paulo|casa|Recife|Lisboa|Curitiba|Porto|Salvador|Santos|Brasília|Fortaleza
|Belém""",
        ),
        "bomdia sextou futebol tbt",
    ),
    "in": (
        """Malam ini makan {0} sama {1} di {2}
{1} bilang besok kita ke {2}
Hujan lagi di {2}, {0} dulu lah
Tugas belum selesai, {1} malah tidur di {2}
Kangen {0} buatan {1}
Macet dari {2} sampai rumah, untung ada {0}
Gak nyangka ketemu {1} di {2}
Baru bangun terus inget janji sama {1}
Ujian besok tapi masih di {2} beli {0}
{1} ketawa terus gara gara {0}
Siapa yang mau ke {2} sama {1}?
Ada yang jual {0} di {2}?
Kenapa {1} suka banget {0}?""",
        (
            """nasi goreng|bakso|mie ayam|es teh|sate|martabak|kopi|gado gado|pisang goreng|rendang
|seblak|cilok""",
            "mama|Dimas|kakak|temen kos|Putri|pak dosen|Rani|adek|Bayu|tetangga|nenek|Sinta",
            "kampus|Bandung|Jakarta|kantor|pasar|Jogja|warung|Surabaya|stasiun|rumah|mall|pantai",
        ),
        "jumat kuliah malamminggu",
    ),
    "tl": (
        """Kumain kami ng {0} ni {1} sa {2}
Sabi ni {1} pupunta daw kami sa {2}
Ang traffic papuntang {2}, gutom na si {1}
Gusto ko ng {0} pero nasa {2} pa ako
Nakita ko si {1} sa {2} kanina
Walang pasok bukas, tara sa {2} kasama si {1}
Antok na ako pero may {0} pa si {1}
Umulan na naman sa {2}, basa si {1}
Hindi ko alam bakit ayaw ni {1} ng {0}
Exam na bukas tapos si {1} nasa {2} pa rin
Sino sasama sa {2} kay {1}?
May {0} pa ba sa {2}?""",
        (
            """adobo|halo-halo|pancit|fishball|kape|sinigang|lumpia|turon|balut|isaw|milk tea
|tapsilog""",
            "Mama|Kuya Jun|Ate Liza|Bea|Carlo|Tita Baby|Jepoy|Lola|Migs|Trisha|Sir Ramos|Nene",
            "Manila|Cebu|SM|school|bahay|Baguio|opisina|Quezon City|palengke|Davao|MRT|Tagaytay",
        ),
        "almusal walangpasok biyernes",
    ),
    "ar": (
        """اليوم شربت {0} مع {1} في {2}
{1} قال إننا سنذهب إلى {2} غدا
المطر في {2} جميل و{1} نائم
وصلت إلى {2} ولم أجد {1}
اشتقت إلى {0} الذي يصنعه {1}
من الصباح و{1} يتحدث عن {0}
الاختبار غدا وأنا في {2} مع {1}
مساء الخير من {2}، {0} جاهز
من يذهب إلى {2} مع {1}؟
هل يوجد {0} في {2}؟""",
        (
            "قهوة|شاي|عصير|كنافة|تمر|حليب|فلافل|شاورما|ماء بارد|كعك",
            "أبي|أمي|أخي|صديقي|سارة|محمد|نورة|المدير|جدتي|خالد",
            "الرياض|المكتبة|الجامعة|جدة|القاهرة|البيت|السوق|العمل|دبي|المطار",
        ),
        "صباح_الخير الرياض رمضان",
    ),
    "th": (
        """วันนี้กิน{0}กับ{1}ที่{2}
{1}บอกว่าพรุ่งนี้จะไป{2}
ฝนตกที่{2}อีกแล้ว อยากกิน{0}
รถติดจาก{2} หิว{0}มาก
คิดถึง{0}ฝีมือ{1}
สอบพรุ่งนี้แต่{1}ยังอยู่{2}
เจอ{1}ที่{2}เมื่อวาน
ใครจะไป{2}กับ{1}บ้าง?
มี{0}ขายที่{2}ไหม?""",
        (
            "ข้าวมันไก่|ส้มตำ|ชานม|กาแฟ|ก๋วยเตี๋ยว|ข้าวเหนียวมะม่วง|ผัดไทย|หมูปิ้ง|ไอติม|ต้มยำ",
            "แม่|พี่นุ่น|เพื่อน|น้อง|ครู|ยาย|บอส|พ่อ|แฟน|มิ้นท์",
            "บ้าน|มหาลัย|เชียงใหม่|สยาม|ออฟฟิศ|ตลาด|ทะเล|กรุงเทพ|ห้องสมุด|สนามบิน",
        ),
        "เช้าวันจันทร์ อาหาร",
    ),
    "ja": (
        """今日は{1}と{2}で{0}を食べた
{1}が明日{2}に行くって
{2}は雨、{0}が飲みたい
やっと{2}に着いたのに{1}がいない
{1}の作る{0}が食べたい
テスト前なのに{2}で{0}食べてる
昨日{2}で{1}に会った
{1}と{2}に行く人いる？
{2}に{0}ある？""",
        (
            "ラーメン|おにぎり|コーヒー|アイス|カレー|うどん|たこ焼き|お茶|パン|焼き鳥",
            "母|先輩|友達|弟|先生|さくら|課長|妹|けんた|おばあちゃん",
            "学校|渋谷|図書館|会社|京都|駅|家|大阪|コンビニ|空港",
        ),
        "月曜日 ごはん",
    ),
    "fr": (
        """Ce soir {0} avec {1} à {2}
{1} dit qu'on part demain pour {2}
Il pleut sur {2} et {1} dort encore
Pas encore à {2}, on attend {1}
Envie de {0} depuis ce matin
Qui vient à {2} avec {1} ?""",
        (
            "crêpes|café|raclette|tarte aux pommes|croissants|soupe|fromage",
            "ma mère|Julien|Camille|le prof|mon frère|Inès|la voisine",
            "Lyon|la fac|Paris|la gare|Nantes|la maison|Lille",
        ),
        "lundi apero",
    ),
    "tr": (
        """Bugün {1} ile {2} civarında {0} içtik
{1} yarın {2} tarafına gidelim diyor
{2} yağmurlu, {1} hala uyuyor
Yine {0} bitmiş, {1} almamış
{2} yolunda {1} ile karşılaştım
{1} neden {0} sevmiyor?""",
        (
            "çay|kahve|ayran|simit|börek|mantı|lokum",
            "annem|Emre|ablam|hoca|Zeynep|dayım|komşu",
            "Kadıköy|okul|Ankara|ofis|İzmir|vapur|ev",
        ),
        "günaydın pazartesi",
    ),
    "iw": (
        """היום שתיתי {0} עם {1} ב{2}
{1} אמר שמחר נוסעים ל{2}
יורד גשם ב{2} ו{1} ישן
מישהו ראה את {1} ב{2}?""",
        ("קפה|תה|מיץ|מרק|לימונדה", "אמא|דני|אחותי|המורה|סבתא", "תל אביב|חיפה|הבית|הים|העבודה"),
        "שבת_שלום בוקר_טוב",
    ),
    "ru": (
        """Сегодня {0} с {1} у метро {2}
Еду на {2}, в сумке {0}
На {2} дождь, а я забыл {0}
Кто был на {2} с {1}?""",
        ("кофе|чай|блины|борщ|пирожки|мороженое", "мамой|Олей|братом|Димой|соседом|бабушкой",
         "Арбате|работе|даче|вокзале|Невском|учёбе"),
        "доброеутро понедельник",
    ),
    "ko": (
        """오늘 {1} {2}에서 {0} 먹었다
{1} 내일 {2} 간대
{2} 비 온다 {0} 먹고 싶다
{2} 갈 사람?""",
        ("라면|떡볶이|커피|김밥|치킨|빙수", "엄마랑|친구랑|민수랑|언니랑|선배랑|동생이랑",
         "학교|홍대|집|회사|부산|도서관"),
        "월요일 맛집",
    ),
}  # fmt: skip

# Emoji-free leftovers that language detectors give up on (`und`) or misread (`ht`: Haitian).
UNDETERMINED = "hmm|brb|ayye|zz|uhh|mmhm|yup|nvm|gtg|ikr|wya|hbu|10/10|1-0|aye aye|hm hm|eyy|pff"
MISREAD = "nou p ap dòmi|sa k pase|mwen la|n ap boule|moun yo la|pa gen pwoblèm|bon apre midi zanmi"
