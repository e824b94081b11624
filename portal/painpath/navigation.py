"""Where a person goes next; pure, so that every way can be tried."""

from __future__ import annotations

from .questionnaire import Urgency
from .replay import State

START = "start"
CHECK = "check"
RESULT = "result"
SPECIALIST = "specialist"


def may_show(state: State, step: str) -> bool:
    """Tell whether everything before this step has been answered."""
    steps = [screen.step for screen in state.screens]
    open_screen = state.first_open_screen
    last = steps.index(open_screen.step) if open_screen else len(steps) - 1
    return step in steps[: last + 1]


def after(state: State, step: str, *, returning: bool) -> str:
    """Return the step, or the page, that follows an answered step.

    A door ends the path at once. Someone who came from the check screen goes back
    there as soon as nothing new is asked.
    """
    if state.door:
        return ending(state)
    open_screen = state.first_open_screen
    if open_screen and (returning or open_screen.step == step):
        return open_screen.step
    following = None if returning else state.screen_after(step)
    return following.step if following else CHECK


def before(state: State, step: str, *, returning: bool) -> str:
    """Return the step, or the page, that Back leads to."""
    if returning and not state.first_open_screen:
        return CHECK
    previous = state.screen_before(step)
    return previous.step if previous else step


def ending(state: State) -> str:
    """Return the page for these answers, or the step that is still to be answered."""
    if open_screen := state.first_open_screen:
        return open_screen.step
    if state.door and state.door.urgency is not Urgency.ROUTINE:
        return SPECIALIST
    return RESULT
