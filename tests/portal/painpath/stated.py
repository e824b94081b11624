"""What each shipped rule asks for, stated a second time, for test_rules.

`needs`: of each group one choice is enough, and no other is. `spoiled_by`: any one of
these keeps the procedure out, and nothing else does. A change of a rule is a clinical
decision: it is made here as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field

FOUR_WEEKS = "4_to_6_weeks 6_to_12_weeks 3_to_6_months over_6_months"
THREE_MONTHS = "3_to_6_months over_6_months"
SIX_MONTHS = "over_6_months"
RECENT = "under_4_weeks 4_to_6_weeks 6_to_12_weeks"
FOUR_WEEKS_OF_CARE = "4_to_6_weeks 6_to_12_weeks over_3_months"
CARE = "exercise_therapy medicines nerve_medicines hands_on"
MEDICINES = "medicines nerve_medicines"
OTHER_CARE = "exercise_therapy talking_therapy hands_on"
NOT_ENOUGH = "some_better little_or_none worse"
LEG_WORST = "arm_or_leg equal"
NERVE = "burning electric tingling_numbness touch_hurts"
CRPS_FEEL = f"{NERVE} skin_changes"
LIMB = "shoulder arm_hand leg knee foot"
DOWN_A_LIMB = "spreads_below_knee spreads_below_elbow walking_worse_sitting_better"

EPIDURAL = {
    "worst_pain": [LEG_WORST],
    "duration": [FOUR_WEEKS],
    "care_tried": [CARE],
    "care_length": [FOUR_WEEKS_OF_CARE],
}
FACET = {
    "pain_area": ["neck low_back"],
    "worst_pain": ["back_or_neck"],
    "duration": [THREE_MONTHS],
    "care_tried": [CARE],
    "care_length": ["over_3_months"],
}
SACROILIAC = {
    "pain_area": ["low_back buttock_hip"],
    "worst_pain": ["back_or_neck"],
    "duration": [THREE_MONTHS],
    "care_tried": [CARE],
    "care_length": [FOUR_WEEKS_OF_CARE],
}
ABLATION = {
    **FACET,
    "care_tried": ["test_block", CARE],
    "test_block_result": ["half_to_80 over_80"],
    "severity": ["5 6 7 8 9 10"],
}
STIMULATION = {
    "worst_pain": [LEG_WORST],
    "duration": [SIX_MONTHS],
    "severity": ["5 6 7 8 9 10"],
    "care_tried": [MEDICINES, OTHER_CARE],
    "care_length": ["over_3_months"],
}
GANGLION = {name: groups for name, groups in STIMULATION.items() if name != "severity"}
BLOCK = {
    "worst_pain": [LEG_WORST],
    "care_tried": [f"exercise_therapy {MEDICINES}"],
    "care_length": [FOUR_WEEKS_OF_CARE],
}
JOINT = {
    "care_tried": ["exercise_therapy medicines"],
    "care_length": [FOUR_WEEKS_OF_CARE],
}
NOT_ONE_PLACE = {"pain_area": "widespread", "pain_pattern": DOWN_A_LIMB}
# Fibromyalgia and inflammatory arthritis have doors where the pain has no pattern.
NO_PATTERN = {"known_causes": "fibromyalgia inflammatory_arthritis"}


@dataclass(frozen=True)
class Stated:
    """A patient whom the rule lists, and what is needed for that."""

    needs: dict[str, list[str]]
    spoiled_by: dict[str, str] = field(default_factory=dict)
    patient: dict[str, str] = field(default_factory=dict)


RULES = {
    "esi-leg": Stated(
        {
            **EPIDURAL,
            "pain_pattern": ["spreads_below_knee"],
            "pain_area": ["low_back buttock_hip leg foot"],
        },
    ),
    "esi-arm": Stated(
        {
            **EPIDURAL,
            "pain_pattern": ["spreads_below_elbow"],
            "pain_area": ["neck shoulder arm_hand"],
        },
    ),
    "esi-walking": Stated(
        {
            **EPIDURAL,
            "pain_pattern": ["walking_worse_sitting_better"],
            "pain_area": ["buttock_hip leg foot"],
        },
    ),
    "esi-known-cause": Stated(
        {
            **EPIDURAL,
            "known_causes": ["herniated_disc spinal_stenosis after_spine_surgery"],
            "pain_area": ["arm_hand leg"],
        },
        {**NO_PATTERN, "pain_area": "widespread"},
    ),
    "esi-shingles": Stated(
        {
            "known_causes": ["shingles"],
            "pain_area": [
                "neck shoulder arm_hand upper_back chest_belly low_back buttock_hip leg"
            ],
            "pain_feel": [f"{NERVE} sharp"],
            "duration": [RECENT],
            "care_tried": [MEDICINES],
        },
        {**NO_PATTERN, "pain_area": "widespread"},
        {"care_length": "under_4_weeks"},
    ),
    "facet-leaning-back": Stated(
        {**FACET, "pain_pattern": ["leaning_back_worse"]}, NOT_ONE_PLACE
    ),
    "facet-arthritis": Stated(
        {**FACET, "known_causes": ["facet_arthritis"]}, {**NOT_ONE_PLACE, **NO_PATTERN}
    ),
    "si-below-belt": Stated(
        {**SACROILIAC, "pain_pattern": ["below_belt_one_side"]},
        {
            "pain_area": "widespread",
            "pain_pattern": "spreads_below_knee walking_worse_sitting_better",
        },
    ),
    "si-joint": Stated(
        {**SACROILIAC, "known_causes": ["si_joint"]},
        {
            **NO_PATTERN,
            "pain_area": "widespread",
            "pain_pattern": "spreads_below_knee walking_worse_sitting_better",
        },
    ),
    "rfa-leaning-back": Stated(
        {**ABLATION, "pain_pattern": ["leaning_back_worse"]}, NOT_ONE_PLACE
    ),
    "rfa-facet-arthritis": Stated(
        {**ABLATION, "known_causes": ["facet_arthritis"]},
        {**NOT_ONE_PLACE, **NO_PATTERN},
    ),
    "rfa-after-block": Stated(
        ABLATION,
        {
            **NO_PATTERN,
            "pain_area": "widespread",
            "pain_pattern": f"{DOWN_A_LIMB} below_belt_one_side",
        },
    ),
    "scs-after-surgery": Stated(
        {
            **STIMULATION,
            "known_causes": ["after_spine_surgery"],
            "pain_area": ["arm_hand buttock_hip leg foot"],
            "pain_feel": [NERVE],
        },
        {**NO_PATTERN, "pain_area": "widespread"},
    ),
    "scs-crps": Stated(
        {
            **STIMULATION,
            "known_causes": ["crps"],
            "pain_area": [LIMB],
            "pain_feel": [CRPS_FEEL],
        },
        {**NO_PATTERN, "pain_area": "widespread"},
    ),
    "scs-skin-and-touch": Stated(
        {
            **STIMULATION,
            "pain_area": ["arm_hand leg knee foot"],
            "pain_feel": ["touch_hurts", "skin_changes"],
        },
        {**NO_PATTERN, "pain_area": "widespread"},
    ),
    "scs-diabetic": Stated(
        {
            **STIMULATION,
            "known_causes": ["diabetic_nerve_damage"],
            "pain_area": ["leg foot"],
            "pain_feel": [f"{NERVE} sharp"],
            "care_tried": ["nerve_medicines"],
        },
        {**NO_PATTERN, "pain_area": "widespread"},
    ),
    "block-crps": Stated(
        {
            **BLOCK,
            "known_causes": ["crps"],
            "pain_area": [LIMB],
            "pain_feel": [CRPS_FEEL],
        },
        {**NO_PATTERN, "pain_area": "widespread"},
    ),
    "block-skin-and-touch": Stated(
        {
            **BLOCK,
            "pain_area": ["arm_hand leg knee foot"],
            "pain_feel": ["touch_hurts", "skin_changes"],
        },
        {**NO_PATTERN, "pain_area": "widespread"},
    ),
    "block-occipital": Stated(
        {
            "pain_area": ["head_face", "neck"],
            "pain_feel": ["electric"],
            "care_tried": [CARE],
            "care_length": [FOUR_WEEKS_OF_CARE],
        },
        {**NO_PATTERN, "pain_area": "widespread"},
    ),
    "block-migraine": Stated(
        {
            "known_causes": ["migraine"],
            "pain_area": ["head_face"],
            "duration": [THREE_MONTHS],
            "care_tried": [MEDICINES],
            "care_length": [FOUR_WEEKS_OF_CARE],
        },
        {**NO_PATTERN, "pain_area": "widespread"},
    ),
    "drg-crps": Stated(
        {
            **GANGLION,
            "known_causes": ["crps"],
            "pain_area": ["leg knee foot"],
            "pain_feel": [CRPS_FEEL],
        },
        {**NO_PATTERN, "pain_area": "widespread"},
    ),
    "drg-skin-and-touch": Stated(
        {
            **GANGLION,
            "pain_area": ["leg knee foot"],
            "pain_feel": ["touch_hurts", "skin_changes"],
        },
        {**NO_PATTERN, "pain_area": "widespread"},
    ),
    "recent-fracture": Stated(
        {
            "known_causes": ["spine_fracture"],
            "pain_area": ["upper_back low_back"],
            "worst_pain": ["back_or_neck"],
            "duration": [RECENT],
            "severity": ["5 6 7 8 9 10"],
            "care_tried": [MEDICINES],
            "care_result": ["little_or_none worse"],
        },
        {**NO_PATTERN, **NOT_ONE_PLACE, "health": "pregnant"},
    ),
    "joint-osteoarthritis": Stated(
        {
            **JOINT,
            "known_causes": ["osteoarthritis"],
            "pain_area": ["knee shoulder buttock_hip"],
        },
        {
            "pain_area": "widespread",
            "pain_pattern": "spreads_below_knee spreads_below_elbow",
            "known_causes": "inflammatory_arthritis",
        },
    ),
    "joint-knee": Stated(
        {
            **JOINT,
            "pain_area": ["knee"],
            "pain_feel": ["aching stiffness"],
            "age_group": ["50_to_64 65_or_over"],
        },
        {
            "pain_area": "widespread",
            "pain_feel": CRPS_FEEL,
            "pain_pattern": "spreads_below_knee",
            "known_causes": "inflammatory_arthritis",
        },
    ),
    "joint-shoulder": Stated(
        {**JOINT, "pain_area": ["shoulder"], "pain_feel": ["stiffness"]},
        {
            **NO_PATTERN,
            "pain_area": "neck widespread",
            "pain_pattern": "spreads_below_elbow",
        },
    ),
    "trigger-point": Stated(
        {
            "pain_area": ["neck shoulder upper_back"],
            "pain_feel": ["aching"],
            "pain_pattern": ["none"],
            "care_tried": ["exercise_therapy medicines hands_on"],
            "care_length": [FOUR_WEEKS_OF_CARE],
        },
        {
            **NO_PATTERN,
            "pain_area": "widespread chest_belly",
            "pain_feel": CRPS_FEEL,
        },
    ),
}
EVERY_RULE = {
    "emergency_signs": ["none"],
    "urgent_signs": ["none"],
    "care_result": [NOT_ENOUGH],
}
EVERYTHING_SPOILS = {
    "pain_pattern": "calf_pain_eases_standing morning_stiffness",
    "health": "infection_now",
}
ANYBODY = {
    "age_group": "50_to_64",
    "pain_pattern": "none",
    "known_causes": "none",
    "pain_feel": "aching",
    "duration": "over_6_months",
    "severity": "7",
    "health": "none",
    "test_block_result": "over_80",
}
