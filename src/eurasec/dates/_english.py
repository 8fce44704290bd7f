"""How dates are said in English."""

from __future__ import annotations

from typing import Final

from eurasec.dates._grammar import Grammar, words

__all__ = ["ENGLISH"]

_TABLES: Final = {
    "month": words(
        {
            "01": "january jan jan.",
            "02": "february feb feb.",
            "03": "march mar mar.",
            "04": "april apr apr.",
            "05": "may",
            "06": "june jun jun.",
            "07": "july jul jul.",
            "08": "august aug aug.",
            "09": "september sept sept. sep sep.",
            "10": "october oct oct.",
            "11": "november nov nov.",
            "12": "december dec dec.",
        }
    ),
    "weekday": words(
        {
            "0": "monday mon mon.",
            "1": "tuesday tue tue. tues tues.",
            "2": "wednesday wed wed.",
            "3": "thursday thu thu. thur thur. thurs thurs.",
            "4": "friday fri fri.",
            "5": "saturday sat sat.",
            "6": "sunday sun sun.",
        }
    ),
    "season": words({"21": "spring", "22": "summer", "23": "autumn fall", "24": "winter"}),
    "share": words(
        {
            "early": "early early_in beginning_of start_of",
            "middle": "mid middle_of",
            "late": "late late_in end_of",
            "first": "first_half_of 1st_half_of",
            "second": "second_half_of 2nd_half_of",
        }
    ),
    "half": words({"40": "h1 first_half 1st_half", "41": "h2 second_half 2nd_half"}),
    "quarter": words(
        {
            "33": "q1 first_quarter 1st_quarter",
            "34": "q2 second_quarter 2nd_quarter",
            "35": "q3 third_quarter 3rd_quarter",
            "36": "q4 fourth_quarter 4th_quarter",
        }
    ),
    "century": words(
        {
            "11": "11th eleventh",
            "12": "12th twelfth",
            "13": "13th thirteenth",
            "14": "14th fourteenth",
            "15": "15th fifteenth",
            "16": "16th sixteenth",
            "17": "17th seventeenth",
            "18": "18th eighteenth",
            "19": "19th nineteenth",
            "20": "20th twentieth",
            "21": "21st twenty-first",
        }
    ),
    "number": words(
        {
            "1": "a one",
            "2": "two",
            "3": "three",
            "4": "four",
            "5": "five",
            "6": "six",
            "7": "seven",
            "8": "eight",
            "9": "nine",
            "10": "ten",
        }
    ),
    "unit": words(
        {"years": "year years", "months": "month months", "weeks": "week weeks", "days": "day days"}
    ),
    "step": words({"-1": "last previous", "0": "this the_current current", "1": "next"}),
    "stepped": words({"years": "year", "months": "month"}),
    "daystep": words({"-1": "yesterday", "0": "today", "1": "tomorrow"}),
}

_ORDINAL: Final = "(?:st|nd|rd|th)?"
_LEAD: Final = "(?:(?:in|on|at|during) )?(?:the )?"
_PERIOD: Final = "(?:(?:(?:in|during) )?the period )?"

ENGLISH: Final = Grammar(
    name="English",
    lead=_LEAD,
    tables=_TABLES,
    of_dates=(
        ("day", rf"<day>{_ORDINAL}(?: of)? <month>(?:,? <year>)?"),
        ("day", rf"<month> (?:the )?<day>{_ORDINAL}(?:,? <year>)?"),
        ("short-year", rf"<day>{_ORDINAL}(?: of)? <month>,? <short>"),
        ("month", r"<month>(?:,?(?: of)? <year>)?"),
        ("short-year", r"<month>,? '[0-9]{2}"),
        ("year", r"(?:year )?<year>"),
        ("short-year", r"'[0-9]{2}"),
        ("decade", r"(?P<decade>[12][0-9][1-9]0)'?s"),
        ("decade-or-century", r"(?P<decade>[12][0-9]00)'?s"),
        ("short-decade", r"'?[0-9]0'?s|(?:twen|thir|for|fif|six|seven|eigh|nine)ties"),
        ("century", r"<century> century"),
        ("season", r"<season>(?:(?:,| of)? <year>(?:[-–/]<year:to>)?)?"),
        ("quarter", r"<quarter>(?:(?:,| of)? <year>)?"),
        ("quarter", r"<year>,? (?P<quarter>q[1-4])"),
        ("half", r"<half>(?:,? <year>)?"),
        ("half", r"<year>,? (?P<half>h[12])"),
        ("part", r"<share>[ -](?:the )?<any:of>"),
        ("numeric", r"<two:a>(?P<mark>[./-])<two:b>(?P=mark)<four:c>"),
        ("numeric", r"<four:a>(?P<mark>[./])<two:b>(?P=mark)<two:c>"),
        ("numeric", r"(?P<month>0?[1-9]|1[0-2])[./]<year>"),
        ("short-year", r"<two:a>(?P<mark>[./-])[0-9]{1,2}(?P=mark)[0-9]{2}"),
        ("edtf", r"<four:year>-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-9]{2}))?"),
        ("relative", r"<step> <stepped>"),
        ("relative", r"<daystep>"),
        ("ago", r"<number> <unit> ago"),
    ),
    of_frames=(
        ("weekday", rf"{_LEAD}<weekday>,? <any:a>"),
        ("weekday", r"(?P<a>.+?),? (?:<weekday>|\(<weekday:bracketed>\))"),
        ("range", rf"{_LEAD}<month> <day:from>{_ORDINAL} ?(?:[-–]|to) ?<day:to>{_ORDINAL}(?:,? <year>)?"),
        ("all-of", rf"{_LEAD}<month> <day:from>{_ORDINAL} and <day:to>{_ORDINAL}(?:,? <year>)?"),
        ("one-of", rf"{_LEAD}<month> <day:from>{_ORDINAL} or <day:to>{_ORDINAL}(?:,? <year>)?"),
        ("short-year", rf"{_LEAD}[12][0-9]{{3}}[-–/][0-9]{{2}}"),
        ("since", rf"{_PERIOD}(?:ever )?since <any:a>"),
        ("since", rf"{_PERIOD}(?:starting |beginning )?from (?P<a>.+?)(?: on| onwards?)?"),
        ("until", rf"{_PERIOD}(?:until|till|up to) <any:a>"),
        ("before", rf"{_PERIOD}(?:before|prior to|earlier than) <any:a>"),
        ("after", rf"{_PERIOD}(?:after|later than) <any:a>"),
        ("not-after", r"(?:by(?: the end of)?|(?:no|not) later than) <any:a>"),
        ("not-before", r"(?:no|not) earlier than <any:a>"),
        ("about", rf"{_LEAD}(?:around|about|circa|ca\.?|c\.|approximately|approx\.|roughly) <any:a>"),
        ("perhaps", r"(?:perhaps|possibly|probably|maybe|presumably) <any:a>"),
        ("perhaps", r"(?P<a>.+?) ?(?:\?|\(\?\))"),
    ),
    of_pairs=(
        ("range", rf"{_PERIOD}from ", r" (?:to|until|till|through|up to) "),
        ("range", rf"{_LEAD}", r" (?:to|until|till|through) "),
        ("range", rf"{_PERIOD}between ", r" and "),
        ("range", rf"{_LEAD}(?:(?:period|years) )?", r" - | ?– ?|-"),
        ("one-of", rf"(?:either )?{_LEAD}", r" or "),
        ("all-of", rf"(?:both )?{_LEAD}(?:years )?", r" and "),
    ),
    of_day=rf"(?:the )?<day>{_ORDINAL}",
    of_present=r"(?:the )?present(?: day)?|now",
)
