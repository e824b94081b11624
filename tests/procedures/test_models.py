from __future__ import annotations

import pytest

from portal.pages.loading import load_content
from procedures.models import Procedure
from tests.edits import PROCEDURE, edit, load_faults, write_file

pytestmark = pytest.mark.django_db


def test_procedure_that_leads_on_is_a_test(content):
    write_file(content, "procedure", "rfa", title="RFA")
    edit(content / PROCEDURE, "purpose: both", "purpose: both\nleads_to:\n- rfa")
    load_content(content)
    assert Procedure.objects.get(slug="nerve-block").leads_to == ["rfa"]
    edit(content / PROCEDURE, "purpose: both", "purpose: treatment")
    assert "leads_to" in "".join(load_faults(content))


def test_procedure_leads_to_a_procedure_that_exists(content):
    edit(content / PROCEDURE, "purpose: both", "purpose: both\nleads_to:\n- nowhere")
    assert "leads_to: found procedure:nowhere" in load_faults(content)[0]
