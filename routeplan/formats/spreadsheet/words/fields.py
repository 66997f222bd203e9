"""What the columns of a spreadsheet mean."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Field(StrEnum):
    """What a column of the source means: a column of the station's, or a part of one."""

    ID = "id"
    NAME = "name"
    ADDRESS = "address"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    AVAILABILITY = "availability"
    VISIT_MINUTES = "visit_minutes"
    PRIORITY = "priority"
    VISITS = "visits"
    DAYS_BETWEEN = "days_between"
    DUE = "due"
    LATEST = "latest"
    APPOINTMENT = "appointment"
    TOLERANCE_MINUTES = "tolerance_minutes"
    APPOINTMENT_OFFICER = "appointment_officer"
    OFFICERS_NEEDED = "officers_needed"
    SKILLS = "skills"
    OFFICER = "officer"
    TASK = "task"
    NOTE = "note"
    DO_NOT_CALL = "do_not_call"
    # Parts, which come together in one of the station's columns.
    FIRST_NAME = "first_name"
    SURNAME = "surname"
    HOUSE_NUMBER = "house_number"
    HOUSE_SUFFIX = "house_suffix"
    HOUSE_BLOCK = "house_block"
    HOUSE_STRUCTURE = "house_structure"
    UNIT = "unit"
    POSTCODE = "postcode"
    TOWN = "town"
    COORDINATES = "coordinates"
    X = "x"
    Y = "y"
    DAYS = "days"
    FROM = "from"
    TO = "to"
    APPOINTMENT_TIME = "appointment_time"

    # Of officers.
    MODE = "mode"
    HOURS = "hours"
    SHARE = "share"
    MAX_VISITS = "max_visits"
    MAX_BUSY_MINUTES = "max_busy_minutes"
    TELEPHONE = "telephone"
    BREAK = "break"
    BREAK_MINUTES = "break_minutes"
    BREAK_WINDOW = "break_window"
    BREAK_FROM = "break_from"
    BREAK_TO = "break_to"
    # Of the calendar.
    DATE = "date"
    LAST_DATE = "last_date"
    DAY = "day"
    PARTNER = "partner"
    # The hours of one weekday, in one column or from and to; and what stands in such a column.
    MONDAY = "monday"
    MONDAY_FROM = "monday_from"
    MONDAY_TO = "monday_to"
    TUESDAY = "tuesday"
    TUESDAY_FROM = "tuesday_from"
    TUESDAY_TO = "tuesday_to"
    WEDNESDAY = "wednesday"
    WEDNESDAY_FROM = "wednesday_from"
    WEDNESDAY_TO = "wednesday_to"
    THURSDAY = "thursday"
    THURSDAY_FROM = "thursday_from"
    THURSDAY_TO = "thursday_to"
    FRIDAY = "friday"
    FRIDAY_FROM = "friday_from"
    FRIDAY_TO = "friday_to"
    SATURDAY = "saturday"
    SATURDAY_FROM = "saturday_from"
    SATURDAY_TO = "saturday_to"
    SUNDAY = "sunday"
    SUNDAY_FROM = "sunday_from"
    SUNDAY_TO = "sunday_to"
    DAY_HOURS = "day_hours"


class DayFields(NamedTuple):
    """The columns of one weekday."""

    whole: Field
    begin: Field
    end: Field


WEEK = (
    DayFields(Field.MONDAY, Field.MONDAY_FROM, Field.MONDAY_TO),
    DayFields(Field.TUESDAY, Field.TUESDAY_FROM, Field.TUESDAY_TO),
    DayFields(Field.WEDNESDAY, Field.WEDNESDAY_FROM, Field.WEDNESDAY_TO),
    DayFields(Field.THURSDAY, Field.THURSDAY_FROM, Field.THURSDAY_TO),
    DayFields(Field.FRIDAY, Field.FRIDAY_FROM, Field.FRIDAY_TO),
    DayFields(Field.SATURDAY, Field.SATURDAY_FROM, Field.SATURDAY_TO),
    DayFields(Field.SUNDAY, Field.SUNDAY_FROM, Field.SUNDAY_TO),
)
"""From Monday on."""
LANGUAGES = ("en", "zh", "pt", "es", "fr", "de", "fi", "ja", "ru")
"""In this order words of a field are listed, separated by ``|``."""
