"""How dates are said in Russian."""

from __future__ import annotations

from typing import Final

from eurasec.dates._grammar import Grammar, words

__all__ = ["RUSSIAN"]


def _soft(stem: str) -> str:
    """Give the cases of a month such as «январь»."""
    return " ".join(stem + ending for ending in ("ь", "я", "ю", "ем", "е"))


def _hard(word: str) -> str:
    """Give the cases of a month such as «март»."""
    return " ".join(word + ending for ending in ("", "а", "у", "ом", "е"))


def _ordinal(*stems: str, soft: bool = False) -> str:
    """Give the cases of an ordinal number that «век», «год» and «квартал» need."""
    last = stems[-1]
    endings = ("ий", "ьего", "ьему", "ьем") if soft else ("ый", "ой", "ого", "ому", "ом")
    return " ".join("_".join([*stems[:-1], last + ending]) for ending in endings)


def _roman(number: str) -> str:
    """Give a Roman number in Latin and in Cyrillic letters, as it is often typed."""
    return f"{number} {number.replace('x', 'х')}"


_TABLES: Final = {
    "month": words(
        {
            "01": f"{_soft('январ')} янв янв.",
            "02": f"{_soft('феврал')} февр февр. фев фев.",
            "03": f"{_hard('март')} мар мар.",
            "04": f"{_soft('апрел')} апр апр.",
            "05": "май мая маю маем мае",
            "06": f"{_soft('июн')} июн июн.",
            "07": f"{_soft('июл')} июл июл.",
            "08": f"{_hard('август')} авг авг.",
            "09": f"{_soft('сентябр')} сент сент. сен сен.",
            "10": f"{_soft('октябр')} окт окт.",
            "11": f"{_soft('ноябр')} нояб нояб. ноя ноя.",
            "12": f"{_soft('декабр')} дек дек.",
        }
    ),
    "weekday": words(
        {
            "0": "понедельник понедельника пн пн.",
            "1": "вторник вторника вт вт.",
            "2": "среда среду среды ср ср.",
            "3": "четверг четверга чт чт.",
            "4": "пятница пятницу пятницы пт пт.",
            "5": "суббота субботу субботы сб сб.",
            "6": "воскресенье воскресенья вс вс.",
        }
    ),
    "season": words(
        {
            "21": "весна весны весне весну весной",
            "22": "лето лета лету летом лете",
            "23": "осень осени осенью",
            "24": "зима зимы зиме зиму зимой",
        }
    ),
    "share": words(
        {
            "early": "начало начала началу начале",
            "middle": "середина середины середине середину",
            "late": "конец конца концу конце",
            "first": "первая_половина первой_половины первой_половине первую_половину",
            "second": "вторая_половина второй_половины второй_половине вторую_половину",
        }
    ),
    "half": words(
        {
            "40": "первое_полугодие первого_полугодия первом_полугодии 1-е_полугодие i_полугодие",
            "41": "второе_полугодие второго_полугодия втором_полугодии 2-е_полугодие ii_полугодие",
        }
    ),
    "quarter": words(
        {
            "33": f"{_ordinal('перв')} i 1-й 1-го 1-м 1",
            "34": f"{_ordinal('втор')} ii 2-й 2-го 2-м 2",
            "35": f"{_ordinal('трет', soft=True)} iii 3-й 3-го 3-м 3",
            "36": f"{_ordinal('четверт')} iv 4-й 4-го 4-м 4",
        }
    ),
    "century": words(
        {
            "11": f"{_roman('xi')} 11",
            "12": f"{_roman('xii')} 12",
            "13": f"{_roman('xiii')} 13",
            "14": f"{_roman('xiv')} 14",
            "15": f"{_roman('xv')} 15",
            "16": f"{_roman('xvi')} 16",
            "17": f"{_roman('xvii')} 17",
            "18": f"{_roman('xviii')} 18 {_ordinal('восемнадцат')}",
            "19": f"{_roman('xix')} 19 {_ordinal('девятнадцат')}",
            "20": f"{_roman('xx')} 20 {_ordinal('двадцат')}",
            "21": f"{_roman('xxi')} 21 {_ordinal('двадцать', 'перв')}",
        }
    ),
    "number": words(
        {
            "1": "один одну",
            "2": "два две",
            "3": "три",
            "4": "четыре",
            "5": "пять",
            "6": "шесть",
            "7": "семь",
            "8": "восемь",
            "9": "девять",
            "10": "десять",
        }
    ),
    "unit": words(
        {
            "years": "год года лет",
            "months": "месяц месяца месяцев",
            "weeks": "неделю недели недель",
            "days": "день дня дней",
        }
    ),
    "step": words(
        {
            "-1": "прошлый прошлого прошлому прошлом минувшем",
            "0": "этот этого этому этом текущий текущего текущему текущем"
            " нынешний нынешнего нынешнему нынешнем",
            "1": "следующий следующего следующему следующем будущем",
        }
    ),
    "stepped": words({"years": "год года году годом годе", "months": "месяц месяца месяцу месяцем месяце"}),
    "daystep": words({"-1": "вчера", "0": "сегодня", "1": "завтра"}),
}

_IN_YEAR: Final = r"(?:-?(?:й|го|му|м))?(?: ?(?:год(?:а|у|ом|е|ы|ов|ам|ами|ах)?|гг?\.?))?"
"""What may stand behind a year."""
_YEAR: Final = f"<year>{_IN_YEAR}"
_SHORT: Final = f"<short>{_IN_YEAR}"
_ORDINAL: Final = r"(?:-?(?:го|е|ое|му|м))?"
_TENS: Final = "десят|двадцат|тридцат|сороков|пятидесят|шестидесят|семидесят|восьмидесят|девяност"

_LEAD: Final = "(?:(?:в|во) )?"
_PERIOD: Final = "(?:в период )?"

RUSSIAN: Final = Grammar(
    name="Russian",
    lead=_LEAD,
    tables=_TABLES,
    of_dates=(
        ("day", rf"<day>{_ORDINAL} <month>(?: {_YEAR})?"),
        ("short-year", rf"<day>{_ORDINAL} <month> {_SHORT}"),
        ("month", rf"<month>(?: месяце)?(?: {_YEAR})?"),
        ("short-year", rf"<month> {_SHORT}"),
        ("year", _YEAR),
        ("decade", r"<decade>-?(?:е|х|м|ми)(?: (?:год(?:ы|ов|ам|ами|ах)|гг?\.))?"),
        ("short-decade", r"'?[0-9]0-?(?:е|х|м|ми)(?: (?:год(?:ы|ов|ам|ами|ах)|гг?\.))?"),
        ("short-decade", rf"(?:{_TENS})ы[ехм](?: год(?:ы|ов|ам|ах))?"),
        ("century", r"<century>(?:-?(?:й|го|му|м))? (?:век(?:а|у|ом|е)?|в\.|столети(?:е|я|ю|ем|и))"),
        ("season", rf"<season>(?: <year>(?:[-–/]<year:to>)?{_IN_YEAR})?"),
        ("quarter", rf"<quarter> (?:квартал(?:а|у|ом|е)?|кв\.)(?: {_YEAR})?"),
        ("half", rf"<half>(?: {_YEAR})?"),
        ("part", r"<share> <any:of>"),
        ("numeric-dotted", r"<two:a>\.<two:b>\.<four:c>(?: ?г(?:\.|ода)?)?"),
        ("numeric", r"<two:a>(?P<mark>[/-])<two:b>(?P=mark)<four:c>"),
        ("numeric", r"<four:a>(?P<mark>[./])<two:b>(?P=mark)<two:c>"),
        ("numeric", r"(?P<month>0?[1-9]|1[0-2])[./]<year>"),
        ("short-year", r"<two:a>(?P<mark>[./-])[0-9]{1,2}(?P=mark)[0-9]{2}"),
        ("edtf", r"<four:year>-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-9]{2}))?"),
        ("relative", r"<step> <stepped>"),
        ("relative", r"<daystep>"),
        ("ago", r"(?:<number> )?<unit> назад"),
    ),
    of_frames=(
        ("weekday", rf"{_LEAD}<weekday>,? <any:a>"),
        ("weekday", r"(?P<a>.+?),? (?:<weekday>|\(<weekday:bracketed>\))"),
        ("short-year", rf"{_LEAD}[12][0-9]{{3}}[-–/][0-9]{{2}}{_IN_YEAR}"),
        ("since", rf"{_PERIOD}(?:начиная )?(?:с|со) <any:a>"),
        ("until", rf"{_PERIOD}(?:вплоть до|по) <any:a>"),
        ("before-or-until", rf"{_PERIOD}до <any:a>"),
        ("before", r"(?:ранее|раньше) <any:a>"),
        ("after", rf"{_PERIOD}(?:после|позднее|позже) <any:a>"),
        ("not-after", r"(?:(?:к|ко)(?: концу)?|не (?:позднее|позже)) <any:a>"),
        ("not-before", r"не (?:ранее|раньше) <any:a>"),
        ("about", r"(?:около|примерно|приблизительно|ок\.) <any:a>"),
        ("perhaps", r"(?:возможно|вероятно|предположительно|видимо),? <any:a>"),
        ("perhaps", r"(?P<a>.+?) ?(?:\?|\(\?\))"),
    ),
    of_pairs=(
        ("range", rf"{_PERIOD}(?:с|со|от) ", r" (?:по|до) "),
        ("range", rf"{_PERIOD}между ", r" и "),
        ("range", rf"{_LEAD}(?:период )?", r" - | ?– ?|-"),
        ("one-of", rf"(?:или )?{_LEAD}", r",? (?:или|либо) "),
        ("all-of", rf"(?:и )?{_LEAD}", r",? и "),
    ),
    of_day=rf"<day>{_ORDINAL}",
    of_present=r"настоящее время|наст\. время|н\. ?в\.|сегодняшний день|сей день",
)
