"""What was not watched, told beside an answer: that a source is silent says nothing where nobody looked at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from monitor.cli import say, values
from monitor.digest.words import instant

if TYPE_CHECKING:
    from monitor.history import Reach
    from monitor.model import Json

SHOWN = 12  # sources that are named


def unwatched(reached: Iterable[Reach]) -> list[Reach]:
    """Those that are not watched."""
    return [one for one in reached if not one.watched]


def silence(reached: Sequence[Reach], at: datetime | None, *, otherwise: str, nothing: str = "Nothing") -> str:
    """Why there is no answer, as far as that is because nobody looked; `otherwise` where somebody did. `nothing`: the
    word for what there is none of.
    """
    if not reached or any(one.watched for one in reached):
        return otherwise
    if at is None:
        return "No source that spoke of it is watched any more."
    if all(one.until is None for one in reached):
        return f"{nothing} had been observed by then."
    return "No source that spoke of it was watched then."


def lines(reached: Iterable[Reach]) -> Iterator[str]:
    """A line for each source that is not watched, or was not then."""
    left = unwatched(reached)
    for one in left[:SHOWN]:
        if one.until is None:
            yield f"{one.source}: the first look was at {instant(one.first)}"
        elif one.again is None:
            yield f"{one.source}: watched until {instant(one.until)}"
        else:
            yield f"{one.source}: not watched from {instant(one.until)} to {instant(one.again)}"
    if len(left) > SHOWN:
        yield f"{len(left) - SHOWN} more"


def print_reach(reached: Iterable[Reach], at: datetime | None, *, err: bool = False) -> None:
    """Print which sources are not watched, or were not then; nothing where all are."""
    told = list(lines(reached))
    if told:
        say.line(err=err)
        say.line(say.Styled("Not watched any more" if at is None else "Not watched then", "cyan"), err=err)
    for each in told:
        say.line(f"  - {each}", err=err)


def as_value(reached: Iterable[Reach]) -> list[Json]:
    """The same for programs."""
    return [
        {
            "source": one.source,
            "first_look": one.first.isoformat(),
            "until": values.instant(one.until),
            "again": values.instant(one.again),
        }
        for one in unwatched(reached)
    ]
