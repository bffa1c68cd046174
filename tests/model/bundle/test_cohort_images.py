"""The list of images in a bundle: it recognises an image, and a damaged list is refused."""

from dataclasses import replace

import pytest

from model.base.errors import BundleError
from model.bundle.cohort_images import DIGITS, KEY, cohort_images, same_table, seen_in, with_tuned_on
from model.bundle.seen_in import SeenIn, leakage_sentence
from model.predict.leakage import with_leakage
from model.result.prediction import Verdict

ONE, TWO, OTHER = "0123456789abcdef" * 4, "f" * 64, "0123456789abcdee" * 4


def listing(manifest, **parts):
    return replace(manifest, extra={KEY: parts})


def test_an_image_is_recognised_by_the_beginning_of_its_hash(tiny_manifest):
    manifest = listing(tiny_manifest, training=[ONE[:DIGITS]], test=[TWO[:DIGITS]])
    found: list[SeenIn] = [seen_in(manifest, sha256) for sha256 in (ONE, TWO, OTHER)]
    assert found == ["training", "test", "no"]


def test_an_older_bundle_records_nothing(tiny_manifest):
    assert cohort_images(replace(tiny_manifest, extra={})) is None
    assert seen_in(replace(tiny_manifest, extra={}), ONE) == "not recorded"


@pytest.mark.parametrize("parts", [{"training": "0" * 16}, {"training": ["0" * 15]}, {"other": ["0" * 16]},
                                   {"test": [5]}, {"training": ["P" + "0" * 15]}])  # fmt: skip
def test_a_damaged_list_is_refused(tiny_manifest, parts):
    with pytest.raises(BundleError, match="list of images"):
        seen_in(listing(tiny_manifest, **parts), ONE)
    with pytest.raises(BundleError, match="list of images"):
        seen_in(replace(tiny_manifest, extra={KEY: ["0" * 16]}), ONE)


def test_only_images_that_shaped_the_model_are_leakage():
    said = {part: leakage_sentence(part) for part in ("training", "validation", "test", "no", "not recorded")}
    assert [part for part, sentence in said.items() if sentence] == ["training", "validation"]
    assert said["training"].startswith("LEAKAGE: this model was trained on this image")


def test_the_table_it_was_trained_on_is_recognised(tiny_manifest):
    manifest = replace(tiny_manifest, extra={"cohort_sha256": ONE})
    assert same_table(manifest, ONE)
    assert not same_table(manifest, TWO)
    assert not same_table(replace(tiny_manifest, extra={}), TWO)


@pytest.mark.parametrize("level", ["ok", "caution", "do not use"])
def test_the_verdict_warns_first_and_is_never_milder(level):
    becomes = "caution" if level == "ok" else level
    before = Verdict(level, () if level == "ok" else ("It is blurred.",))
    found = with_leakage(before, "training")
    assert found.level == becomes
    assert found.reasons[0].startswith("LEAKAGE")
    assert found.reasons[1:] == before.reasons
    assert with_leakage(before, "test") is before


def test_images_of_a_recalibration_count_as_tuned_on(tiny_manifest):
    """One that trained the network stays a training image; one of the test part is no test any more."""
    manifest = listing(tiny_manifest, training=[ONE[:DIGITS]], test=[TWO[:DIGITS]])
    again = with_tuned_on(manifest, [ONE, TWO, OTHER])
    assert [seen_in(again, sha256) for sha256 in (ONE, TWO, OTHER)] == ["training", "validation", "validation"]
    assert again.extra[KEY]["test"] == []


def test_a_bundle_without_a_list_gets_none_from_a_recalibration(tiny_manifest):
    """A list of the few images of the recalibration would make the training images look unseen."""
    old = replace(tiny_manifest, extra={})
    assert with_tuned_on(old, [ONE]) is old
