"""The 31 provinces by the short names that units and front desks carry."""

from engine import Bilingual

PROVINCES = {
    "alborz": Bilingual("البرز", "Alborz"),
    "ardabil": Bilingual("اردبیل", "Ardabil"),
    "azerbaijan-east": Bilingual("آذربایجان شرقی", "East Azerbaijan"),
    "azerbaijan-west": Bilingual("آذربایجان غربی", "West Azerbaijan"),
    "bushehr": Bilingual("بوشهر", "Bushehr"),
    "chaharmahal-bakhtiari": Bilingual("چهارمحال و بختیاری", "Chaharmahal and Bakhtiari"),
    "fars": Bilingual("فارس", "Fars"),
    "gilan": Bilingual("گیلان", "Gilan"),
    "golestan": Bilingual("گلستان", "Golestan"),
    "hamadan": Bilingual("همدان", "Hamadan"),
    "hormozgan": Bilingual("هرمزگان", "Hormozgan"),
    "ilam": Bilingual("ایلام", "Ilam"),
    "isfahan": Bilingual("اصفهان", "Isfahan"),
    "kerman": Bilingual("کرمان", "Kerman"),
    "kermanshah": Bilingual("کرمانشاه", "Kermanshah"),
    "khorasan-north": Bilingual("خراسان شمالی", "North Khorasan"),
    "khorasan-razavi": Bilingual("خراسان رضوی", "Razavi Khorasan"),
    "khorasan-south": Bilingual("خراسان جنوبی", "South Khorasan"),
    "khuzestan": Bilingual("خوزستان", "Khuzestan"),
    "kohgiluyeh-boyer-ahmad": Bilingual("کهگیلویه و بویراحمد", "Kohgiluyeh and Boyer-Ahmad"),
    "kurdistan": Bilingual("کردستان", "Kurdistan"),
    "lorestan": Bilingual("لرستان", "Lorestan"),
    "markazi": Bilingual("مرکزی", "Markazi"),
    "mazandaran": Bilingual("مازندران", "Mazandaran"),
    "qazvin": Bilingual("قزوین", "Qazvin"),
    "qom": Bilingual("قم", "Qom"),
    "semnan": Bilingual("سمنان", "Semnan"),
    "sistan-baluchestan": Bilingual("سیستان و بلوچستان", "Sistan and Baluchestan"),
    "tehran": Bilingual("تهران", "Tehran"),
    "yazd": Bilingual("یزد", "Yazd"),
    "zanjan": Bilingual("زنجان", "Zanjan"),
}


def province_name(slug: str) -> Bilingual:
    """The name of a province; of one that isn't listed, its short name."""
    return PROVINCES.get(slug, Bilingual(slug, slug))
