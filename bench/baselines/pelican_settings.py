"""Pelican without what would look at all pages for each page."""

from __future__ import annotations

SITENAME = "bench"
SITEURL = "http://127.0.0.1"
THEME = "simple"
TIMEZONE = "UTC"
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = ["articles"]
STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
DISPLAY_PAGES_ON_MENU = False
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
