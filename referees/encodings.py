"""Texts in old encodings: encoded by Python's codecs, decoded by Postil's reader of text files.

Short paragraphs of news in the languages that each encoding was used for. With the encoding chosen, the
text has to be the same. Without it, the reader guesses; how often that gives the same text is told, and
has to be at least what LEAST says. `--wrong` as second argument lists the wrong guesses.
"""

import json
import re
import subprocess
import sys
import unicodedata

from common import FOLDER, report

# What share of guesses gives the right text, at least, in percent.
LEAST = 90

# The encodings that the reader never guesses: a person has to choose them.
CHOSEN_ONLY = ["macintosh", "x-mac-cyrillic", "iso-8859-16"]

# The choice of the reader, and the codecs of Python that write what it reads.
CODECS = {
    "windows-1252": ["cp1252", "latin-1"],
    "iso-8859-15": ["iso8859-15"],
    "macintosh": ["mac_roman"],
    "windows-1250": ["cp1250"],
    "iso-8859-2": ["iso8859-2"],
    "iso-8859-16": ["iso8859-16"],
    "windows-1257": ["cp1257"],
    "iso-8859-4": ["iso8859-4"],
    "iso-8859-13": ["iso8859-13"],
    "windows-1251": ["cp1251"],
    "koi8-r": ["koi8_r"],
    "koi8-u": ["koi8_u"],
    "ibm866": ["cp866"],
    "iso-8859-5": ["iso8859-5"],
    "x-mac-cyrillic": ["mac_cyrillic"],
    "windows-1253": ["cp1253"],
    "iso-8859-7": ["iso8859-7"],
    "windows-1254": ["cp1254", "iso8859-9"],
    "windows-1255": ["cp1255"],
    "iso-8859-8": ["iso8859-8"],
    "windows-1256": ["cp1256"],
    "iso-8859-6": ["iso8859-6"],
    "windows-1258": ["cp1258"],
    "windows-874": ["cp874", "tis_620"],
    "shift_jis": ["shift_jis", "cp932"],
    "euc-jp": ["euc_jp"],
    "iso-2022-jp": ["iso2022_jp"],
    "gb18030": ["gb2312", "gbk", "gb18030"],
    "big5": ["big5", "big5hkscs"],
    "euc-kr": ["euc_kr", "cp949"],
}

WESTERN = ["windows-1252", "iso-8859-15", "macintosh"]
CENTRAL = ["windows-1250", "iso-8859-2"]
CYRILLIC = ["windows-1251", "iso-8859-5"]
BALTIC = ["windows-1257", "iso-8859-4", "iso-8859-13"]

# Language, the encodings that were used for it, and paragraphs.
PARAGRAPHS = [
    ("German", WESTERN, [
        "Der Außenminister sagte am Mittwoch in Köln, die Gespräche müssten schnell fortgeführt werden. "
        "Für eine Lösung sei es noch nicht zu spät.",
        "Bei dem Brand in der Münchner Straße wurden drei Personen verletzt. Die Polizei schätzt den Schaden "
        "auf mehrere hunderttausend Mark.",
        "Die Grünen fordern höhere Löhne in der Pflege.",
    ]),
    ("French", WESTERN, [
        "Le président a déclaré mercredi que les négociations se poursuivraient à Genève, où les délégués "
        "étaient déjà arrivés.",
        "Un incendie s'est déclaré dans la forêt près de Nîmes ; plusieurs dizaines d'hectares ont brûlé.",
        "L'Assemblée a adopté la réforme des impôts.",
    ]),
    ("Spanish", WESTERN, [
        "El ministro señaló que la situación económica mejoró en los últimos años, según informó el periódico.",
        "Dos niños resultaron heridos en un accidente de tráfico cerca de Málaga.",
        "¿Qué hará el Gobierno mañana?",
    ]),
    ("Portuguese", WESTERN, [
        "O ministro afirmou que as negociações não serão interrompidas até à próxima reunião, em São Paulo.",
        "A polícia deteve três homens na região de Braga por suspeitas de tráfico.",
    ]),
    ("Italian", WESTERN, [
        "Il ministro ha detto che la trattativa non è finita e che il governo farà ciò che potrà.",
        "Una scossa di terremoto è stata avvertita a L'Aquila: nessun ferito, ma la gente è scesa in strada.",
    ]),
    ("Swedish", WESTERN, [
        "Utrikesministern sade på onsdagen att förhandlingarna skulle fortsätta i Göteborg nästa vecka.",
        "Två personer skadades när en buss körde av vägen utanför Västerås.",
    ]),
    ("Danish", WESTERN, [
        "Udenrigsministeren sagde onsdag, at forhandlingerne fortsætter i København i næste uge.",
        "To mennesker blev såret ved en ulykke på motorvejen nær Ålborg.",
    ]),
    ("Finnish", WESTERN, [
        "Ulkoministeri sanoi keskiviikkona, että neuvottelut jatkuvat Jyväskylässä ensi viikolla.",
        "Kaksi henkilöä loukkaantui, kun linja-auto ajoi ulos tieltä Hämeenlinnassa.",
    ]),
    ("Icelandic", ["windows-1252", "iso-8859-15"], [
        "Utanríkisráðherra sagði á miðvikudag að viðræðurnar myndu halda áfram í Reykjavík í næstu viku.",
    ]),
    ("Polish", CENTRAL, [
        "Minister spraw zagranicznych powiedział w środę, że rozmowy będą kontynuowane w przyszłym tygodniu.",
        "W wypadku pod Łodzią zginęły dwie osoby, a pięć zostało rannych.",
        "Sejm przyjął ustawę o podatkach.",
    ]),
    ("Czech", CENTRAL, [
        "Ministr zahraničí ve středu řekl, že jednání budou pokračovat příští týden v Brně.",
        "Při dopravní nehodě u Plzně byli zraněni tři lidé, řidič zůstal nezraněn.",
        "Vláda schválila nový zákon o daních.",
    ]),
    ("Slovak", CENTRAL, [
        "Minister zahraničných vecí v stredu povedal, že rokovania budú pokračovať budúci týždeň v Košiciach.",
    ]),
    ("Hungarian", CENTRAL, [
        "A külügyminiszter szerdán azt mondta, hogy a tárgyalások jövő héten Győrben folytatódnak.",
        "Két ember megsérült, amikor egy autóbusz letért az útról Székesfehérvár közelében.",
    ]),
    ("Croatian", CENTRAL, [
        "Ministar vanjskih poslova rekao je u srijedu da će se pregovori nastaviti sljedeći tjedan u Šibeniku.",
    ]),
    ("Romanian", CENTRAL, [
        "Ministrul de externe a declarat miercuri că negocierile vor continua săptămâna viitoare la Iaşi, "
        "în prezenţa observatorilor.",
    ]),
    ("Romanian", ["iso-8859-16"], [
        "Ministrul de externe a declarat miercuri că negocierile vor continua săptămâna viitoare la Iași, "
        "în prezența observatorilor.",
    ]),
    ("Lithuanian", BALTIC, [
        "Užsienio reikalų ministras trečiadienį pareiškė, kad derybos bus tęsiamos kitą savaitę Šiauliuose.",
    ]),
    ("Latvian", BALTIC, [
        "Ārlietu ministrs trešdien paziņoja, ka sarunas turpināsies nākamnedēļ Rīgā, kur jau ieradušies pārstāvji.",
    ]),
    ("Estonian", BALTIC, [
        "Välisminister ütles kolmapäeval, et läbirääkimised jätkuvad järgmisel nädalal Pärnus ja Võrus.",
    ]),
    ("Russian", [*CYRILLIC, "koi8-r", "ibm866", "x-mac-cyrillic"], [
        "Министр иностранных дел заявил в среду, что переговоры продолжатся на следующей неделе в Женеве.",
        "В результате аварии на трассе под Воронежем пострадали четыре человека, двое из них в больнице.",
        "Госдума приняла закон о налогах.",
    ]),
    ("Ukrainian", ["windows-1251", "iso-8859-5", "koi8-u", "x-mac-cyrillic"], [
        "Міністр закордонних справ заявив у середу, що переговори продовжаться наступного тижня в Києві.",
        "Внаслідок аварії під Харковом постраждали четверо людей, їх відвезли до лікарні.",
    ]),
    ("Bulgarian", CYRILLIC, [
        "Външният министър заяви в сряда, че преговорите ще продължат следващата седмица във Варна.",
    ]),
    ("Serbian", CYRILLIC, [
        "Министар спољних послова изјавио је у среду да ће преговори бити настављени следеће недеље у Нишу.",
    ]),
    ("Greek", ["windows-1253", "iso-8859-7"], [
        "Ο υπουργός Εξωτερικών δήλωσε την Τετάρτη ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα.",
        "Τρεις άνθρωποι τραυματίστηκαν σε τροχαίο ατύχημα κοντά στη Θεσσαλονίκη.",
    ]),
    ("Turkish", ["windows-1254"], [
        "Dışişleri Bakanı çarşamba günü yaptığı açıklamada görüşmelerin gelecek hafta süreceğini söyledi.",
        "İzmir yakınlarındaki trafik kazasında iki kişi yaralandı, sürücü ise olay yerinden kaçtı.",
    ]),
    ("Hebrew", ["windows-1255", "iso-8859-8"], [
        "שר החוץ אמר ביום רביעי כי השיחות יימשכו בשבוע הבא בירושלים, לאחר שהמשלחות יחזרו.",
        "שלושה בני אדם נפצעו בתאונת דרכים סמוך לחיפה.",
    ]),
    ("Arabic", ["windows-1256", "iso-8859-6"], [
        "قال وزير الخارجية يوم الأربعاء إن المحادثات ستستمر الأسبوع المقبل في القاهرة.",
        "أصيب ثلاثة أشخاص في حادث سير قرب مدينة حلب، ونقلوا إلى المستشفى.",
    ]),
    ("Persian", ["windows-1256"], [
        "وزير امور خارجه گفت مذاکرات هفته آينده در تهران ادامه خواهد يافت و پيشنهاد تازه اي مطرح شد.",
    ]),
    ("Vietnamese", ["windows-1258"], [
        "Bộ trưởng Ngoại giao cho biết hôm thứ Tư rằng các cuộc đàm phán sẽ tiếp tục vào tuần tới tại Hà Nội.",
    ]),
    ("Thai", ["windows-874"], [
        "รัฐมนตรีว่าการกระทรวงการต่างประเทศกล่าวเมื่อวันพุธว่าการเจรจาจะดำเนินต่อไปในสัปดาห์หน้า",
    ]),
    ("Japanese", ["shift_jis", "euc-jp", "iso-2022-jp"], [
        "外務大臣は水曜日、交渉は来週もジュネーブで続けられると述べた。",
        "国道でバスが道路から転落し、三人がけがをして病院に運ばれた。",
        "ロシアはタリバンをテロ組織のリストから外した。",
    ]),
    ("Chinese, simplified", ["gb18030"], [
        "外交部长星期三表示，谈判将于下周在日内瓦继续进行。",
        "一辆公共汽车驶离公路，造成三人受伤，伤者已送往医院。",
    ]),
    ("Chinese, traditional", ["big5"], [
        "外交部長星期三表示，談判將於下週在日內瓦繼續進行。",
        "一輛公車駛離公路，造成三人受傷，傷者已送往醫院。",
    ]),
    ("Korean", ["euc-kr"], [
        "외무장관은 수요일 협상이 다음 주 제네바에서 계속될 것이라고 말했다.",
        "고속도로에서 버스가 추락해 세 명이 다쳐 병원으로 옮겨졌다.",
    ]),
]


def encoded(text, codec):
    """The bytes of a text; none where the codec has no such letters."""
    if codec == "cp1258":
        # The tones are letters of their own there.
        tones = "\u0300\u0301\u0303\u0309\u0323"
        parts = []
        for letter in unicodedata.normalize("NFC", text):
            whole = unicodedata.normalize("NFD", letter)
            base = unicodedata.normalize("NFC", "".join(c for c in whole if c not in tones))
            parts.append(base + "".join(c for c in whole if c in tones))
        text = "".join(parts)
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return None


def same(read, text):
    """Whether two texts are the same, whichever way their letters are composed."""
    return unicodedata.normalize("NFC", read) == unicodedata.normalize("NFC", text)


class Encodings:
    """What run.py is told."""

    name = "encodings"

    def __init__(self):
        self.problems, self.compared = [], []


def main():
    folder = FOLDER / "encodings"
    folder.mkdir(parents=True, exist_ok=True)
    cases, both = {}, Encodings()
    for language, labels, paragraphs in PARAGRAPHS:
        for label in labels:
            for codec in CODECS[label]:
                for number, text in enumerate(paragraphs):
                    whole = encoded(text, codec)
                    if whole is None:
                        both.problems.append(f"{codec} has not all letters of {language}: {text}")
                        continue
                    name = re.sub("[^A-Za-z0-9]+", "-", f"{language} {codec} {number}") + f".{label}.txt"
                    (folder / name).write_bytes(whole)
                    cases[name] = (language, label, codec, text)
    command = ["cargo", "run", "--locked", "--quiet", "--package=postil-formats", "--example", "encodings", "--"]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, encoding="utf-8", check=True)
    chosen, old, guessed, wrong = 0, 0, 0, []
    for line in done.stdout.splitlines():
        read = json.loads(line)
        language, label, codec, text = cases.pop(read["name"])
        if same(read["chosen"], text):
            chosen += 1
        else:
            both.problems.append(f"{language} in {codec}, read as {label}: {read['chosen']!r} is not {text!r}")
        if not read["is_old"]:
            both.problems.append(f"{language} in {codec} is taken for Unicode")
        if label in CHOSEN_ONLY:
            continue
        old += 1
        if same(read["guessed"], text):
            guessed += 1
        else:
            wrong.append(f"{language} in {codec}: guessed {read['label']}")
    both.problems += [f"{name} was not read" for name in cases]
    share = 100 * guessed / max(old, 1)
    if share < LEAST:
        both.problems += [f"only {share:.0f} % were guessed right", *wrong]
    if "--wrong" in sys.argv:
        print(*wrong, sep="\n", file=sys.stderr)
    both.compared.append(f"{chosen} paragraphs; of {old}, {share:.0f} % guessed right")
    report(f"Python {sys.version.split()[0]}", both)


main()
