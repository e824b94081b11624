from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.serving.encodings import OFFERED, best_encoding


@pytest.mark.parametrize(
    ("accepted", "best"),
    [
        pytest.param("gzip, deflate, br, zstd", "br", id="browser"),
        pytest.param("gzip", "gzip", id="only gzip"),
        pytest.param("GZip", "gzip", id="capitals"),
        pytest.param("x-gzip", "gzip", id="old name"),
        pytest.param("deflate", "identity", id="only what we have not"),
        pytest.param("", "identity", id="empty"),
        pytest.param(" , ", "identity", id="nothing but commas"),
        pytest.param("br;q=0.5, gzip;q=0.8", "gzip", id="weights"),
        pytest.param("br; q=0.8 ,gzip ;q=0.8", "br", id="weighed alike"),
        pytest.param("gzip;q=0.5, identity", "identity", id="plain is wanted more"),
        pytest.param("gzip;q=0.001", "gzip", id="named comes before unnamed"),
        pytest.param("br;q=0, gzip;q=0", "identity", id="refused"),
        pytest.param("*", "br", id="anything"),
        pytest.param("*, br;q=0", "gzip", id="anything but"),
        pytest.param("gzip, *;q=0", "gzip", id="nothing else"),
        pytest.param("identity;q=0", "identity", id="nothing at all"),
        pytest.param("identity;q=0, gzip;q=0.1", "gzip", id="not plain"),
        pytest.param("identity;q=0, *", "br", id="anything but plain"),
        pytest.param("*;q=0", "identity", id="nothing"),
        pytest.param("br;q=high", "identity", id="no number"),
        pytest.param("br;q=2, gzip", "gzip", id="no weight"),
        pytest.param("br;q=nan, gzip", "gzip", id="not a number"),
        pytest.param("br;level=5", "br", id="another parameter"),
    ],
)
def test_best_encoding(accepted, best):
    assert best_encoding(accepted) == best


weights = st.integers(0, 1000).map(lambda n: n / 1000)


@given(st.dictionaries(st.sampled_from([*OFFERED, "*", "zstd"]), weights))
def test_best_encoding_is_never_refused_unless_all_are(wanted):
    accepted = ", ".join(f"{name};q={weight}" for name, weight in wanted.items())
    best = best_encoding(accepted)
    weight = {name: wanted.get(name, wanted.get("*", 0)) for name in OFFERED}
    if wanted.keys().isdisjoint({"identity", "*"}):
        weight["identity"] = 0.0005
    assert weight[best] == max(weight.values())


@given(st.text(max_size=60))
def test_best_encoding_reads_anything(accepted):
    assert best_encoding(accepted) in OFFERED
