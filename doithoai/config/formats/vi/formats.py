"""Dates as they are written in Viet Nam; numbers follow Django's own Vietnamese formats."""

DATE_FORMAT = SHORT_DATE_FORMAT = "j/n/Y"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "H:i, j/n/Y"
TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = "n/Y"
MONTH_DAY_FORMAT = "j/n"
FIRST_DAY_OF_WEEK = 1
NUMBER_GROUPING = 3  # where a figure asks for it
DATE_INPUT_FORMATS = ["%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"]
DATETIME_INPUT_FORMATS = [
    "%d/%m/%Y %H:%M",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S",
]
