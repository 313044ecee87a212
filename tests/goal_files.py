"""The names of tests.project that the tests of reading and checking use."""

from tests.project import goal, marked, read_goals, write_goals

__all__ = ["goal", "marked", "read_goals", "write_goals"]
