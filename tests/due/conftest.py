"""The daemon's site, for what is due by a real history."""

from tests.schedule.conftest import watched

__all__ = ["watched"]
