"""The setting of each sentence: what its dates and places are read against, by headings and the text before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from backchannel.sources.dates import Interval, TimeExpression, resolve
from backchannel.sources.frames import When, Where
from backchannel.sources.moments import LONG_AGO, Setting
from backchannel.sources.people import Line

MARKS = " .:–—-*|·"


@dataclass
class Chronicle:
    """The settings of an article's sentences, made one after the other in the order of the text."""

    published: date | None
    _blocks: Mapping[int, tuple[int, int]]
    _headings: dict[int, When] = field(default_factory=dict)
    _near: dict[int, date] = field(default_factory=dict)
    _said: Interval | None = None

    @classmethod
    def of(cls, published: date | None, lines: Sequence[Line]) -> Chronicle:
        """The chronicle of the article that has these ``lines``, before the first of them."""
        sizes = Counter(line.sentence.block for line in lines)
        first = {line.sentence.block: line.sentence.index for line in reversed(lines)}
        return cls(published, {block: (first[block], sizes[block]) for block in sizes})

    def enter(self, line: Line, times: Sequence[TimeExpression], dateline: Where | None) -> Setting:
        """The setting of ``line``, in which ``times`` stand."""
        heading, block = _heading(line, times), line.sentence.block
        first, size = self._blocks[block]
        interval = resolve(heading, self.published, "past", self._said) if heading else None
        if heading and interval and line.sentence.index == first:
            self._headings[block + (size == 1)] = When(interval, heading.span, "date.heading")
            if self._is_long_ago(interval):
                self._near[block + (size == 1)] = interval.earliest
        present = any(t.kind in {"deictic", "weekday"} for t in times)
        near = None if present else self._near.get(block)
        setting = Setting(self.published, self._headings.get(block), near, dateline, self._said)
        self._remember(line, times)
        return setting

    def _remember(self, line: Line, times: Sequence[TimeExpression]) -> None:
        """Keeps the last date of the sentence for what counts from it, and a full date long past for its paragraph."""
        full: list[Interval] = []
        block = line.sentence.block
        for time in times:
            skipped = time.kind == "bound" or _of_what_follows(line, time)
            interval = None if skipped else resolve(time, self.published, "past", self._said)
            self._said = interval or self._said
            if interval and re.search(r"\d{4}|this year", time.text):
                full.append(interval)
        long_past = bool(full) and self._is_long_ago(full[-1])
        if long_past and full[-1].precision == "day":
            self._near[block] = full[-1].earliest
        elif full and not long_past:
            self._near.pop(block, None)

    def _is_long_ago(self, told: Interval) -> bool:
        return self.published is not None and (self.published - told.earliest).days > LONG_AGO


def _of_what_follows(line: Line, time: TimeExpression) -> bool:
    """ "a day after the attack": a time that counts from what stands behind it, not from the date told before."""
    behind = line.text[time.span.end - line.sentence.span.start :].lstrip()
    return time.kind == "anaphoric" and time.text.lower().endswith(("after", "before")) and behind[:1].isalnum()


def _heading(line: Line, times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The date that stands alone in a line, or in front of a paragraph with nothing but a full stop behind it."""
    alone = len(times) == 1 and len(line.text.strip(MARKS)) <= len(times[0].text) + 1
    return times[0] if alone else None
