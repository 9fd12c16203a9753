"""Dates in pages: ``{{ plan.held_on|long_date }}``; an empty value shows nothing."""

from datetime import date, datetime

from django import template

from doithoai.kit import time

register = template.Library()


@register.filter(expects_localtime=True)
def long_date(day: date | None) -> str:
    """thứ Năm, ngày 18/8/2022"""
    return time.long_date(day) if day else ""


@register.filter(expects_localtime=True)
def short_date(day: date | None) -> str:
    """18/8/2022"""
    return time.short_date(day) if day else ""


@register.filter(expects_localtime=True)
def date_time(moment: datetime | None) -> str:
    """19 giờ 30 phút, thứ Bảy, ngày 5/12/2026"""
    return time.date_time(moment) if moment else ""
