from __future__ import annotations

import pytest
from django.core import signing

from portal.clinic.models import Clinic
from tests.portal.painpath.published import publish_small
from tests.portal.painpath.walking import (
    SALT,
    SCIATICA,
    STEPS,
    Seen,
    Visitor,
    address,
    carried,
    carry,
    send,
    walk,
)

pytestmark = pytest.mark.django_db
ENDS = ("check", "result", "specialist")


@pytest.fixture
def visitor():
    return Visitor()


def seen(visitor, place, **query):
    response = visitor.get(address(place), query)
    assert response.status_code == 200, (place, response)
    return Seen(response)


def with_cookie(visitor, value):
    for language, prefix in (("en", ""), ("es", "/es")):
        visitor.cookies[f"pain_path_{language}"] = value
        visitor.cookies[f"pain_path_{language}"]["path"] = f"{prefix}/pain-path/"


def test_start_shows_the_signs_the_question_and_no_answer(visitor):
    page = seen(visitor, "start")
    assert page.headings["h1"] == ["The pain path"]
    assert dict(page.offered) == {"for_whom": ["me", "someone_else"]}
    assert page.ticked == {}
    for sign in ("Thoughts of ending your life", "New numbness", "Face drooping"):
        assert sign in page.text
    assert "None of these" not in page.text


def test_a_path_need_not_ask_for_emergency_signs(visitor):
    """Found by fuzzing: such a path is whole, but each of its screens was a fault."""
    publish_small()
    page = seen(visitor, "danger")
    assert list(page.offered) == ["signs"]


@pytest.mark.parametrize("step", STEPS)
def test_step_shows_its_questions_with_the_answers_given(visitor, path, step):
    carry(visitor, SCIATICA)
    page = seen(visitor, step)
    questions = next(s.questions for s in path.steps if s.id == step)
    asked = {q.id: q for q in questions if q.id in SCIATICA}
    assert {name: tuple(v) for name, v in page.offered.items()} == {
        name: question.allowed for name, question in asked.items()
    }
    for name in asked:
        given = SCIATICA[name]
        wanted = {given} if isinstance(given, str) else set(given)
        assert set(page.ticked[name]) == wanted
    assert len(page.headings["h1"]) == 1
    assert "Why we ask" in page.texts


@pytest.mark.parametrize("place", ENDS)
def test_ends_show_once_all_is_answered(visitor, place):
    carry(visitor, SCIATICA)
    assert len(seen(visitor, place).headings["h1"]) == 1


def test_check_shows_every_answer_with_a_way_to_change_it(visitor):
    carry(visitor, SCIATICA)
    page = seen(visitor, "check")
    for words in (
        "Myself",
        "Lower back",
        "Thigh or lower leg",
        "Herniated",
        "Diabetes",
    ):
        assert words in page.text
    links = {link.partition("#")[0] for _, link in page.links}
    assert {f"{address(step)}?return=check" for step in STEPS} <= links
    assert address("result") in links


def test_result_shows_each_procedure_once_with_its_reasons(visitor, path):
    carry(visitor, SCIATICA)
    page = seen(visitor, "result")
    listed = page.under("May be worth asking a specialist about", "procedures")
    others = page.under("Not listed, and why", "procedures")
    assert listed == ["epidural-steroid-injection"]
    assert sorted([*listed, *others]) == sorted(path.procedures)
    assert "it spreads down the leg to below the knee" in page.texts
    assert address("specialist") in [link for _, link in page.links]


def test_specialist_shows_whom_how_soon_and_what_to_ask(visitor):
    carry(visitor, SCIATICA)
    page = seen(visitor, "specialist")
    assert "Pain specialist" in page.texts
    assert "Is my pain from a nerve root, and does the scan match it?" in page.texts
    assert "Say which blood thinner it is" in page.text
    assert "The printed sheet from this page" in page.texts


def test_paper_shows_every_question_with_the_codes(visitor, path):
    page = seen(visitor, "paper")
    for question in path.questions.values():
        assert question.id in page.texts
        for choice in question.choices:
            assert choice in page.texts
    assert visitor.cookies == {}


@pytest.mark.parametrize("answers", [{}, SCIATICA], ids=["no answers", "answered"])
@pytest.mark.parametrize(
    ("method", "place"),
    [
        *[("put", step) for step in STEPS],
        *[("delete", step) for step in ("start", "where", *ENDS, "paper", "clear")],
        *[("post", place) for place in (*ENDS, "paper")],
        *[("get", "clear"), ("head", "clear")],
    ],
)
def test_wrong_method_is_405(visitor, method, place, answers):
    carry(visitor, answers)
    assert getattr(visitor, method)(address(place)).status_code == 405


@pytest.mark.parametrize("place", ["start", "where", *ENDS, "paper"])
def test_head_is_answered_as_get(visitor, place):
    carry(visitor, SCIATICA)
    response = visitor.head(address(place))
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "place", ["feel", "matters", *ENDS, "nothing-like-it", "Where"]
)
def test_out_of_order_or_unknown_leads_to_the_first_unanswered(visitor, method, place):
    if method == "post" and place in ENDS:
        method = "get"
    carry(visitor, SCIATICA, duration=None)
    before = carried(visitor)
    response = getattr(visitor, method)(address(place), {"severity": "1"})
    assert (response.status_code, response.url) == (302, address("duration"))
    assert carried(visitor) == before


def test_unknown_step_leads_to_the_result_once_all_is_answered(visitor):
    carry(visitor, SCIATICA)
    assert visitor.get(address("nothing-like-it")).url == address("result")


def test_unnamable_step_is_404(visitor):
    assert visitor.get("/pain-path/no.such/").status_code == 404


@pytest.mark.parametrize("place", ["where", *ENDS])
def test_without_a_cookie_every_page_leads_to_start_and_says_so(visitor, place):
    response = visitor.get(address(place), follow=True)
    assert response.request["PATH_INFO"] == address("start")
    assert "Your answers are not here any more." in Seen(response).text


def test_whole_path_ends_at_consult_a_specialist(visitor):
    assert walk(visitor, SCIATICA) == address("check")
    assert carried(visitor) == SCIATICA | {"severity": 7, "interference": 6}
    assert address("result") in [link for _, link in seen(visitor, "check").links]
    assert seen(visitor, "specialist").headings["h1"] == ["Consult a specialist"]


def test_whole_path_in_spanish_says_that_it_is_in_english(visitor):
    assert walk(visitor, SCIATICA, prefix="/es") == address("check", "/es")
    response = visitor.get(address("result", "/es"))
    assert "it spreads down the leg" in Seen(response).text
    assert 'lang="en"' in response.content.decode()


def test_language_switch_keeps_the_answers(visitor):
    carry(visitor, {"for_whom": "me", "emergency_signs": ["none"]})
    send(visitor, "urgent", urgent_signs=["none"])
    page = visitor.get(address("about"))
    there = address("about", "/es")
    assert f'href="{there}"' in page.content.decode()
    assert visitor.get(there).status_code == 200
    visitor.post(there, {"age_group": "65_or_over"})
    assert carried(visitor) == carried(visitor, "es")
    assert Seen(visitor.get(address("about"))).ticked == {"age_group": ["65_or_over"]}


@pytest.mark.parametrize("step", STEPS[1:])
@pytest.mark.parametrize("sent", [{}, {"pain_area": "garbage", "severity": "99"}])
def test_back_neither_validates_nor_loses(visitor, step, sent):
    carry(visitor, SCIATICA, matters_most=None)
    before = carried(visitor)
    response = visitor.post(address(step), sent | {"back": "1"})
    assert response.status_code == 302
    assert response.url == address(STEPS[STEPS.index(step) - 1])
    assert carried(visitor) == before


def test_back_keeps_what_is_ticked(visitor):
    carry(visitor, SCIATICA)
    send(visitor, "impact", severity="3", interference="99", back="1")
    assert (carried(visitor)["severity"], carried(visitor)["interference"]) == (3, 6)
    send(visitor, "matters", matters_most=["move"], back="1")
    assert carried(visitor)["matters_most"] == ["move"]


def test_back_keeps_a_sign_and_it_still_counts(visitor):
    carry(visitor, {"for_whom": "me"})
    back = send(visitor, "emergency", emergency_signs=["cold_limb"], back="1")
    assert back.url == address("start")
    assert send(visitor, "start", for_whom="me").url == address("specialist")


@pytest.mark.parametrize(
    ("step", "sent", "asked"),
    [
        ("where", {"pain_area": ["neck", "arm_hand"]}, ["worst_pain"]),
        ("tried", {"care_tried": ["medicines"]}, ["care_length", "care_result"]),
        (
            "tried",
            {"care_tried": ["test_block"]},
            ["care_length", "care_result", "test_block_result"],
        ),
    ],
)
@pytest.mark.parametrize("returning", [True, False])
def test_an_answer_that_asks_for_more_stays_and_asks(
    visitor, step, sent, asked, returning
):
    without = dict.fromkeys(
        ("worst_pain", "care_length", "care_result", "test_block_result")
    )
    own = {"pain_area": ["knee"], "care_tried": ["none"]} | without
    carry(visitor, SCIATICA, **own)
    query = {"return": "check"} if returning else {}
    response = send(visitor, step, **sent, **query)
    place, _, fragment = response.url.partition("#")
    assert place == address(step) + ("?return=check" if returning else "")
    page = Seen(visitor.get(place))
    assert list(page.offered)[1:] == asked
    assert f'id="{fragment}"' in visitor.get(place).content.decode()
    again = send(visitor, step, **sent, **query)
    assert again.status_code == 200  # the new questions are required
    first = {name: page.offered[name][0] for name in asked}
    done = send(visitor, step, **sent, **first, **query)
    following = STEPS[STEPS.index(step) + 1]
    assert done.url == address("check" if returning else following)


def test_change_returns_to_check_after_what_is_newly_required(visitor):
    carry(visitor, SCIATICA)
    page = visitor.get(address("feel"), {"return": "check"})
    assert '<input type="hidden" name="return" value="check">' in page.content.decode()
    sent = {"pain_feel": ["aching"], "return": "check"}
    assert visitor.post(address("feel"), sent).url == address("check")
    assert carried(visitor) == carried(visitor) | {"pain_feel": ["aching"]}


def test_change_and_back_returns_to_check(visitor):
    carry(visitor, SCIATICA)
    sent = {"return": "check", "back": "1"}
    assert visitor.post(address("feel"), sent).url == address("check")


def test_change_of_an_emergency_sign_leads_out_and_back_again(visitor):
    carry(visitor, SCIATICA)
    out = send(
        visitor, "emergency", emergency_signs=["cold_limb"], **{"return": "check"}
    )
    assert out.url == address("specialist")
    assert visitor.get(address("result")).url == address("specialist")
    mended = send(visitor, "emergency", emergency_signs=["none"], **{"return": "check"})
    assert mended.url == address("check")
    assert carried(visitor)["severity"] == 7  # nothing else was lost


@pytest.mark.parametrize(
    ("step", "sent", "said"),
    [
        ("emergency", {}, "Choose every sign that applies"),
        ("emergency", {"emergency_signs": ["none", "cold_limb"]}, "cannot go with"),
        ("urgent", {"urgent_signs": ["none", "fever"]}, "cannot go with"),
        ("pattern", {"pain_pattern": ["not_sure", "morning_stiffness"]}, "cannot go"),
        ("health", {"health": ["none", "not_sure"]}, "cannot go with"),
        (
            "matters",
            {"matters_most": ["sleep", "move", "work", "understand"]},
            "up to 3",
        ),
        ("about", {"age_group": "7"}, "Choose from the answers shown"),
        ("about", {"age_group": ["x", "18_to_49"]}, None),  # the last of two counts
        ("impact", {"severity": "ten"}, "Choose from the answers shown"),
        ("feel", {"pain_feel": ["<b>", "\x00"]}, "Choose from the answers shown"),
    ],
)
def test_wrong_answer_is_refused_with_a_reason(visitor, step, sent, said):
    carry(visitor, SCIATICA)
    before = carried(visitor)
    response = visitor.post(address(step), sent)
    if said is None:
        assert response.status_code == 302
        return
    page = Seen(response)
    assert response.status_code == 200
    assert said in page.text
    assert page.title.startswith("Error:")
    name = next(iter(page.offered))
    ids = [link for _, link in page.links if link.startswith("#")]
    assert f"#{name}_0" in ids
    assert all(f'id="{i[1:]}"' in response.content.decode() for i in ids)
    assert carried(visitor) == before


def test_wrong_answer_is_shown_again_as_it_was_sent(visitor):
    carry(visitor, SCIATICA)
    sent = {"health": ["none", "diabetes"]}
    page = Seen(visitor.post(address("health"), sent))
    assert set(page.ticked["health"]) == {"none", "diabetes"}


def test_double_submit_answers_once(visitor):
    carry(visitor, {"for_whom": "me"})
    first = send(visitor, "emergency", emergency_signs=["none"])
    again = send(visitor, "emergency", emergency_signs=["none"])
    assert first.url == again.url == address("urgent")
    assert carried(visitor) == {"for_whom": "me", "emergency_signs": ["none"]}


def test_two_tabs_share_one_truth(visitor):
    carry(visitor, SCIATICA)
    Seen(visitor.get(address("feel")))  # the first tab
    send(visitor, "where", pain_area=["neck"])  # the second
    send(visitor, "feel", pain_feel=["burning"])
    assert carried(visitor)["pain_area"] == ["neck"]
    assert carried(visitor)["pain_feel"] == ["burning"]
    assert visitor.get(address("result")).status_code == 200


def test_cookies_off_is_said_plainly(visitor):
    response = visitor.post(address("start"), {"for_whom": "me"})
    page = Seen(response)
    assert response.status_code == 200
    assert page.headings["h1"] == ["Your answers did not arrive"]
    assert "allow them for this site" in page.text
    assert address("paper") in [link for _, link in page.links]
    assert visitor.cookies == {}


def test_clinics_emergency_number_stands_everywhere(visitor):
    Clinic.objects.create(pk=1, emergency_number="112")
    places = [*STEPS, *ENDS, "paper"]
    carry(visitor, SCIATICA)
    pages = [visitor.get(address(place)) for place in places]
    for signs in ("self_harm", "chest_pain"):
        carry(visitor, {"for_whom": "me"}, emergency_signs=[signs])
        pages.append(visitor.get(address("specialist")))
    carry(visitor, SCIATICA, urgent_signs=["clumsy_hands", "swollen_leg"])
    pages.append(visitor.get(address("specialist")))
    for page in pages:
        html = page.content.decode()
        assert "112" in html
        assert "911" not in html


def test_clinics_own_phone_and_booking_link_stand_at_the_end(visitor):
    link = "https://example.org/book"
    Clinic.objects.create(pk=1, phone="+1 555 0100", booking_url=link)
    carry(visitor, SCIATICA)
    page = seen(visitor, "specialist")
    assert link in [address for _, address in page.links]
    assert "+1 555 0100" in page.texts


def test_outdated_answers_are_told_and_the_others_kept(visitor):
    held = SCIATICA | {"severity": 7, "interference": 6, "pain_feel": ["like_bees"]}
    with_cookie(visitor, signing.dumps(held, salt=SALT))
    response = visitor.get(address("result"), follow=True)
    assert response.request["PATH_INFO"] == address("feel")
    assert "The questions have changed since you began." in Seen(response).text
    assert send(visitor, "feel", pain_feel=["sharp"]).url == address("pattern")
    assert visitor.get(address("result")).status_code == 200
