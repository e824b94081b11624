"""Every address of the pain path in admin: who may open it, and what it answers."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.clinic import roles
from portal.painpath.models import PathCases, PathRules, PathWording
from tests import factories
from tests.portal.painpath.published import draft, head_text, publish_small

pytestmark = pytest.mark.django_db
FOR_EDITORS = {
    "painpath_pathrules_changelist": (),
    "painpath_pathcases_changelist": (),
    "painpath_pathwording_changelist": (),
    "painpath_rule_add": (),
    "painpath_rule": ("knee",),
    "painpath_rule_remove": ("knee",),
    "painpath_case_add": (),
    "painpath_case": (1,),
    "painpath_case_remove": (1,),
    "painpath_wording_language": ("en",),
    "painpath_wording_group": ("en", "screen-pain"),
    "painpath_table_live": (),
    "painpath_flow_live": (),
    "painpath_flow_picture_live": (),
}
FOR_REVIEWERS = {
    "painpath_rules_file": (),
    "painpath_cases_file": (),
    "painpath_wording_file": ("en",),
}
OF_A_VERSION = (
    "painpath_table",
    "painpath_flow",
    "painpath_flow_picture",
    "painpath_check",
)
POST_ONLY = {"painpath_rule_move": ("knee",), "painpath_wording_start": ("es",)}
EVERY = FOR_EDITORS | FOR_REVIEWERS | POST_ONLY


@pytest.fixture
def published():
    publish_small()


def address(name, args):
    return reverse(f"admin:{name}", args=args)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("name", FOR_EDITORS)
def test_editors_see_it_never_cached(client, name):
    client.force_login(factories.staff(roles.EDITOR))
    response = client.get(address(name, FOR_EDITORS[name]))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert client.put(address(name, FOR_EDITORS[name])).status_code == 405


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("name", FOR_REVIEWERS)
def test_only_reviewers_see_a_file_as_its_text(client, name):
    url = address(name, FOR_REVIEWERS[name])
    client.force_login(factories.staff(roles.EDITOR))
    assert client.get(url).status_code == 403
    client.force_login(factories.staff(roles.REVIEWER, "rita"))
    assert client.get(url).status_code == 200
    assert client.put(url).status_code == 405


@pytest.mark.parametrize("name", EVERY)
def test_others_see_nothing(client, name):
    url = address(name, EVERY[name])
    method = client.post if name in POST_ONLY else client.get
    assert method(url).status_code == 302
    assert "/admin/login/" in method(url)["Location"]
    client.force_login(factories.user("bob", is_staff=True))
    assert method(url).status_code == 403


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("name", POST_ONLY)
def test_what_changes_something_is_sent_in(client, name):
    client.force_login(factories.staff(roles.EDITOR))
    assert client.get(address(name, POST_ONLY[name])).status_code == 405


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("name", OF_A_VERSION)
def test_pages_of_a_version(client, name):
    ed = factories.staff(roles.EDITOR)
    version = draft(PathRules, ed, "at_least: 5", "at_least: 4")
    url = address(name, (version.pk,))
    assert client.get(url).status_code == 302
    client.force_login(ed)
    assert client.get(url).status_code == 200
    assert client.put(url).status_code == 405
    assert client.get(address(name, (version.pk + 99,))).status_code == 404
    client.force_login(factories.user("bob", is_staff=True))
    assert client.get(url).status_code == 403


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("name", ["painpath_table", "painpath_flow"])
def test_pages_of_a_version_that_cannot_be_read(client, name):
    ed = factories.staff(roles.EDITOR)
    client.force_login(ed)
    version = draft(PathRules, ed, "kind: scale", "kind: skale")
    assert client.get(address(name, (version.pk,))).status_code == 404


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("model", "to"),
    [
        (PathRules, "painpath_pathrules_changelist"),
        (PathCases, "painpath_pathcases_changelist"),
        (PathWording, "painpath_wording_language"),
    ],
)
def test_a_files_own_form_and_history(client, model, to):
    client.force_login(factories.staff(roles.EDITOR))
    row = model.objects.get()
    name = f"painpath_{model._meta.model_name}"
    response = client.get(address(f"{name}_change", (row.pk,)))
    args = (row.language,) if model is PathWording else ()
    assert response["Location"] == address(to, args)
    assert client.get(address(f"{name}_history", (row.pk,))).status_code == 200
    assert client.get(address("painpath_pathwording_change", ("x",))).status_code == 404


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("painpath_rule", ("hip",)),
        ("painpath_case", (77,)),
        ("painpath_wording_language", ("es",)),
        ("painpath_wording_language", ("xx",)),
        ("painpath_wording_group", ("en", "nothing")),
        ("painpath_wording_file", ("es",)),
    ],
)
def test_what_is_not_there(client, name, args):
    client.force_login(factories.staff(roles.REVIEWER))
    assert client.get(address(name, args)).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "painpath_pathrules_changelist",
        "painpath_pathcases_changelist",
        "painpath_pathwording_changelist",
        "painpath_table_live",
    ],
)
def test_before_anything_is_loaded(client, name):
    client.force_login(factories.staff(roles.EDITOR))
    html = client.get(address(name, ())).content.decode()
    assert ("Nothing was loaded yet" in html) == ("changelist" in name)
    assert client.get(address("painpath_rule_add", ())).status_code == 404


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("model", "lists", "form", "args"),
    [
        (PathRules, "painpath_pathrules_changelist", "painpath_rule", ("knee",)),
        (PathCases, "painpath_pathcases_changelist", "painpath_case", (0,)),
        (
            PathWording,
            "painpath_wording_language",
            "painpath_wording_group",
            ("en", "result"),
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_mended_as_its_text(
    client, model, lists, form, args
):
    rita = factories.staff(roles.REVIEWER, "rita")
    client.force_login(rita)
    text = head_text(model)
    draft(model, rita, text, "[\n", state="draft")
    language = args[:1] if model is PathWording else ()
    html = client.get(address(lists, language)).content.decode()
    assert "newest version cannot be shown" in html
    assert client.get(address(form, args)).status_code == 404
    name = {PathRules: "rules", PathCases: "cases", PathWording: "wording"}[model]
    url = address(f"painpath_{name}_file", language)
    assert "[" in client.get(url).content.decode()
    sent = {"text": text.replace("\n", "\r\n"), "_draft": "1"}
    assert client.post(url, sent).status_code == 302
    assert head_text(model) == text
    assert client.post(url, {"text": " "}).status_code == 200


@pytest.mark.usefixtures("published")
def test_the_picture_is_a_picture(client):
    client.force_login(factories.staff(roles.EDITOR))
    response = client.get(address("painpath_flow_picture_live", ()))
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<svg ")
