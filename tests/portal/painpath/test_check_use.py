from __future__ import annotations

import pytest

from tests.portal.painpath.paths import SMALL, messages, replaced, small_path


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            "for_summary: [hip]",
            "for_summary: []",
            "site.choices: found 'hip', which nothing uses, allowed a choice that a "
            "rule uses, or one marked for_summary",
            id="idle choice",
        ),
        pytest.param(
            "summary_only: true\n",
            "summary_only: false\n",
            "side.choices: found 'left', which nothing uses, allowed a choice that a "
            "rule uses, or one marked for_summary",
            id="idle question",
        ),
        pytest.param(
            "asked_when: [{question: site, any_of: [knee]}]",
            "asked_when: [{question: signs, any_of: [numb]}, "
            "{question: signs, any_of: [none]}]",
            "side.asked_when: found what no answers give, allowed a test that can hold",
            id="unreachable question",
        ),
        pytest.param(
            "    ready_when:",
            "    unless: [{question: site, any_of: [knee]}]\n    ready_when:",
            "knee: found a rule that can never list, allowed one that can",
            id="excludes what it asks for",
        ),
        pytest.param(
            "fits_when: [{question: site, any_of: [knee]}]",
            "fits_when: [{question: site, any_of: [all_over]}]",
            "knee: found a rule that can never list, allowed one that can",
            id="hidden behind a door",
        ),
        pytest.param(
            "fits_when: [{question: site, any_of: [knee]}]",
            "fits_when: [{question: helped, any_of: [much]}]",
            "knee: found a rule that can never list, allowed one that can",
            id="always put off",
        ),
        pytest.param(
            "when: [{question: site, any_of: [all_over]}]",
            "when: [{question: helped, any_of: [much]}, "
            "{question: helped, any_of: [little]}]",
            "all-over.when: found what no answers give, allowed a test that can hold",
            id="locked door",
        ),
    ],
)
def test_check_use_refuses(old, new, message):
    found = messages(small_path, replaced(SMALL, old, new))
    assert message in [line.split(": ", 1)[1] for line in found], found


def test_check_use_does_not_count_the_other_side_of_a_test():
    text = replaced(SMALL, "[much, little, not_sure]", "[much, more, little, not_sure]")
    assert small_path(text)
