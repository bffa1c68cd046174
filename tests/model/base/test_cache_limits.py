"""The size of the cache: the user's choice, the administrator's, and files that cannot be read."""

import pytest

from model.base.cache_limits import CacheLimits, cache_limits, limits_file, save_cache_limits
from model.base.errors import ConfigError, PolicyError
from model.base.policy import policy
from model.predict.feature_cache import default_cache, series_cache, training_cache


@pytest.fixture
def rule(home):
    """Return a function that writes the policy of this computer."""

    def write(text):
        home.mkdir(parents=True, exist_ok=True)
        (home / "policy.toml").write_text(text, encoding="utf-8")

    return write


def test_images_are_limited_and_cohorts_are_not_until_somebody_says_so():
    assert cache_limits() == CacheLimits(2.0, None)
    assert (default_cache().limit_bytes, training_cache().limit_bytes) == (2_000_000_000, None)


def test_a_choice_is_saved_and_the_other_one_stays():
    assert save_cache_limits(images=5.5) == CacheLimits(5.5, None)
    assert save_cache_limits(cohorts=40) == CacheLimits(5.5, 40)
    assert save_cache_limits(images=None) == CacheLimits(None, 40)
    assert (series_cache().limit_bytes, training_cache().limit_bytes) == (None, 40_000_000_000)


def test_the_policy_overrides_the_user_who_cannot_change_it(rule):
    limits_file().parent.mkdir(parents=True)
    limits_file().write_text('{"images": 50, "cohorts": 60}', encoding="utf-8")
    rule("cache_images_gb = 3")
    assert cache_limits() == CacheLimits(3.0, 60)
    assert "cached features of images: at most 3 GB" in policy().phrases
    with pytest.raises(PolicyError, match=r"policy of this computer sets the size of the cache for images to 3 GB"):
        save_cache_limits(images=4)
    assert save_cache_limits(cohorts=70).cohorts == 70


@pytest.mark.parametrize(
    "text", ["cache_images_gb = 0", "cache_cohorts_gb = -1.5", 'cache_images_gb = "2"', "cache_images_gb = true",
             "cache_cohorts_gb = inf", "cache_cohorts_gb = nan"]
)  # fmt: skip
def test_a_size_in_the_policy_that_is_none_is_refused(rule, text):
    rule(text)
    with pytest.raises(PolicyError, match="must be a number above 0"):
        cache_limits()


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"images": 0}', '{"images": "2"}', '{"cohorts": true}', '{"cohorts": NaN}', '{"other": 2}']
)
def test_a_file_that_cannot_be_read_is_an_error_and_no_default(text):
    limits_file().parent.mkdir(parents=True)
    limits_file().write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be read") as caught:
        cache_limits()
    assert "histocast cache limit" in caught.value.remedy
