"""The screens of the path: thin, and the same outcome as the command line."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from .cookie import IDLE_SECONDS, Kept, clear_cookie, read_cookie, write_cookie
from .forms import ScreenForm
from .live import current_path, current_wording
from .navigation import (
    CHECK,
    RESULT,
    SPECIALIST,
    START,
    after,
    before,
    ending,
    may_show,
)
from .previews import paper_context
from .private import private
from .questionnaire import Answers
from .replay import State, replay
from .report import heard, report
from .speaker import SOMEONE_ELSE, Speaker

ENDS = (CHECK, RESULT, SPECIALIST)
PAGES = {
    START: "pain-path",
    CHECK: "pain-path-check",
    RESULT: "pain-path-result",
    SPECIALIST: "pain-path-specialist",
}


@private
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Say what the path does and keeps, and ask whom it is for."""
    return _screen(request, START)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, name: str) -> HttpResponse:
    """Ask one screen's questions."""
    return _screen(request, name)


@private
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Show every answer with a way to change it."""
    kept, state = _visit(request)
    if state.first_open_screen:
        return _redirect(ending(state), lost=_lost(kept))
    context = {"heard": heard(_speaker(request, kept.answers), kept.answers)}
    return _page(request, "check", kept, context | {"next": _address(ending(state))})


@private
@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """Show what may be worth asking about, what not yet, what not, and why."""
    return _ending(request, RESULT)


@private
@require_safe
def specialist(request: HttpRequest) -> HttpResponse:
    """Show whom to consult and how soon: where every path ends."""
    return _ending(request, SPECIALIST)


@private
@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """Print every question, for the waiting room."""
    spoken = current_wording()
    context = paper_context(current_path(), spoken.wording) | {
        "speaker": _speaker(request, {}),
        "wording_language": spoken.language,
    }
    return render(request, "painpath/paper.html", context)


@private
@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """Forget every answer."""
    response = HttpResponseRedirect(f"{_address(START)}?cleared=1")
    clear_cookie(response)
    return response


def _screen(request: HttpRequest, name: str) -> HttpResponse:
    """Show a screen, or take its answers and go on."""
    kept, state = _visit(request)
    screen = state.screen(name)
    if screen is None or not may_show(state, name):
        return _redirect(ending(state), lost=_lost(kept))
    if request.method != "POST":
        form = ScreenForm(_speaker(request, kept.answers), screen, kept.answers)
        return _show(request, kept, state, name, form)
    if not kept.came:
        return render(request, "painpath/no_cookie.html", {"start": _address(START)})
    form = ScreenForm(
        _speaker(request, kept.answers), screen, kept.answers, request.POST
    )
    if not form.is_valid() and "back" not in request.POST:
        return _show(request, kept, state, name, form)
    return _move_on(request, kept, name, form)


def _show(
    request: HttpRequest, kept: Kept, state: State, name: str, form: ScreenForm
) -> HttpResponse:
    wording = current_wording().wording
    emergency = wording.questions.get("emergency_signs")  # no path need ask it
    context = {
        "step": name,
        "title": wording.steps[name],
        "form": form,
        "number": [screen.step for screen in state.screens].index(name) + 1,
        "total": len(current_path().steps),
        "returning": _is_returning(request),
        "first": name == START,
        "signs": emergency.choices.values() if emergency else (),
    }
    return _page(request, "start" if name == START else "screen", kept, context)


def _move_on(
    request: HttpRequest, kept: Kept, name: str, form: ScreenForm
) -> HttpResponse:
    """Keep this screen's answers; Back keeps what is valid and forgives the rest."""
    state = replay(current_path(), form.answers)
    direction = before if "back" in request.POST else after
    returning = _is_returning(request)
    going = direction(state, name, returning=returning)
    response = _redirect(
        going, returning=returning, lost=kept.loss or "", again=going == name
    )
    write_cookie(response, current_path(), form.answers)
    return response


def _ending(request: HttpRequest, name: str) -> HttpResponse:
    """Show an ending once everything is answered; an urgent one is `specialist`."""
    kept, state = _visit(request)
    due = ending(state)
    if state.first_open_screen or (name == RESULT and due == SPECIALIST):
        return _redirect(due, lost=_lost(kept))
    context: dict[str, object] = {
        "report": report(_speaker(request, kept.answers), kept.answers)
    }
    return _page(request, name, kept, context)


def _page(
    request: HttpRequest, name: str, kept: Kept, context: dict[str, object]
) -> HttpResponse:
    """Render a page of the path and keep its answers for another half hour."""
    spoken = current_wording()
    context |= {
        "speaker": _speaker(request, kept.answers),
        "wording": spoken.wording,
        "wording_language": spoken.language,
        "loss": kept.loss or request.GET.get("lost"),
        "cleared": "cleared" in request.GET,
        "lost": "lost" in request.GET,
        "idle_minutes": IDLE_SECONDS // 60,
    }
    response = render(request, f"painpath/{name}.html", context)
    write_cookie(response, current_path(), kept.answers)
    return response


def _visit(request: HttpRequest) -> tuple[Kept, State]:
    kept = read_cookie(request, current_path())
    return kept, replay(current_path(), kept.answers)


def _speaker(request: HttpRequest, answers: Answers) -> Speaker:
    return Speaker(
        path=current_path(),
        wording=current_wording().wording,
        emergency_number=cast(Any, request).clinic().emergency_number,
        someone_else=SOMEONE_ELSE in answers.get("for_whom", ()),
    )


def _lost(kept: Kept) -> str:
    """Return what the next page must know that it cannot read from the cookie."""
    return "" if kept.came else "1"


def _is_returning(request: HttpRequest) -> bool:
    """Tell whether this screen was opened from the check screen, to change it."""
    return CHECK in (request.GET.get("return"), request.POST.get("return"))


def _redirect(
    place: str, *, returning: bool = False, lost: str = "", again: bool = False
) -> HttpResponse:
    """Go to a step or page; `again` leads to what a screen newly asks."""
    query = {"return": CHECK} if returning and place not in ENDS else {}
    query |= {"lost": lost} if lost else {}
    url = _address(place) + (f"?{urlencode(query)}" if query else "")
    return HttpResponseRedirect(f"{url}#more" if again else url)


def _address(place: str) -> str:
    """Return where a step or a page of the path is, in the language shown."""
    if place in PAGES:
        return reverse(PAGES[place])
    return reverse("pain-path-step", kwargs={"name": place})
