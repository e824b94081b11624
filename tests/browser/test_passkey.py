"""A passkey, from setting it up to signing in with nothing else, under our CSP."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from portal.clinic import roles
from portal.staff import second_factor
from portal.staff.models import AuditEntry
from tests import factories

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def device(visit):
    """Give the browser a device that keeps passkeys; return how to talk to it."""
    device = visit.page.context.new_cdp_session(visit.page)
    device.send("WebAuthn.enable")
    made = device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield device, made["authenticatorId"]
    device.detach()


def test_passkey_is_set_up_and_signs_in(visit, device, settings):
    settings.SECOND_FACTOR = second_factor.ALL
    ada = factories.staff(roles.EDITOR, "ada", first_name="Ada", last_name="Gil")
    page = visit.page
    visit.goto("/admin/")
    looks_well(visit)
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("correct horse")
    visit.press("Log in")
    expect(page.get_by_text("Set up a second step first.")).to_be_visible()
    looks_well(visit)
    visit.follow("Add a passkey")
    looks_well(visit)
    visit.press("Add a passkey")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    looks_well(visit)
    visit.follow("I have kept them: go on")
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()

    visit.press("Log out")
    visit.press("Sign in with a passkey")
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()

    visit.press("Log out")
    connection, authenticator = device
    finger = {"authenticatorId": authenticator, "isUserVerified": False}
    connection.send("WebAuthn.setUserVerified", finger)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("The passkey was not used.")).to_be_visible()

    connection.send("WebAuthn.setUserVerified", finger | {"isUserVerified": True})
    ada.is_staff = False
    ada.save()
    visit.press("Sign in with a passkey")
    expect(page.get_by_text("This did not work.")).to_be_visible()
    assert AuditEntry.objects.filter(action="refused", detail="no staff").exists()


def looks_well(visit) -> None:
    assert visit.violations() == []
    assert visit.overflow() <= 0
