"""The policy file: its valid contents, its effects, and that an invalid file stops the program."""

import pytest

from model.backbone.devices import choose_device, list_devices
from model.backbone.fetch import fetch_imagenet
from model.base.errors import DeviceError, PolicyError
from model.base.places import cache_folder
from model.base.policy import Policy, policy
from model.base.progress import result_of
from model.bundle.installed import default_bundle, find_bundle


@pytest.fixture
def rule(home):
    """Return a function that writes the policy of this computer."""

    def write(text):
        home.mkdir(parents=True, exist_ok=True)
        (home / "policy.toml").write_text(text, encoding="utf-8")

    return write


def test_without_a_file_nothing_is_restricted():
    assert policy() == Policy()
    assert policy().phrases == ()


def test_all_keys_are_understood_and_told(rule):
    rule(
        'default_bundle = "ours"\ndevices = ["cpu"]\nnetwork = false\ncache_folder = "/big/cache"\n'
        'update_check = false\noperator = "Pathology"\n'
    )
    assert policy() == Policy("ours", ("cpu",), False, "/big/cache", False, operator="Pathology")
    assert len(policy().phrases) == 6
    assert "name on reports Pathology" in policy().phrases


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("devices = cpu", "not TOML"),
        ("cache_images_gb = 1" + "0" * 400, "a whole number that is too large"),
        ('devices = "cpu"', "devices must be a list"),
        ("devices = [1]", "devices must be a list"),
        ('network = "off"', "network must be true or false"),
        ("network = 0", "network must be true or false"),
        ("default_bundle = 3", "default_bundle must be text"),
        ("nettwork = false", "unknown keys: nettwork"),
    ],
)
def test_a_file_that_is_not_understood_is_refused(rule, text, why):
    rule(text)
    with pytest.raises(PolicyError, match=why):
        policy()


@pytest.mark.parametrize(
    ("devices", "name", "allowed"),
    [
        ((), "cuda:0", True),
        (("cpu",), "cpu-torch", True),
        (("cpu",), "cuda:0", False),
        (("cuda",), "cuda:3", True),
        (("cuda:1",), "cuda:3", False),
        (("intel-gpu",), "cpu", False),
    ],
)
def test_devices_are_allowed_by_kind_or_one_by_one(devices, name, allowed):
    assert Policy(devices=devices).allows_device(name) is allowed


def test_a_forbidden_device_is_neither_listed_nor_chosen(rule):
    rule('devices = ["cpu"]')
    assert {device.name.partition("-")[0] for device in list_devices()} == {"cpu"}
    with pytest.raises(DeviceError, match="policy"):
        choose_device("cuda:0")


def test_where_no_allowed_device_is_here_that_is_said(rule):
    rule('devices = ["no-such-device"]')
    with pytest.raises(DeviceError, match="no-such-device"):
        choose_device("auto")


def test_with_the_network_off_nothing_is_fetched(rule):
    rule("network = false")
    with pytest.raises(PolicyError, match="use the network"):
        result_of(fetch_imagenet("http://127.0.0.1:9/vgg16-00000000.pth"))


def test_the_cache_goes_where_the_policy_says(rule, monkeypatch, tmp_path):
    monkeypatch.setenv("SCRATCH", str(tmp_path / "scratch"))
    rule('cache_folder = "$SCRATCH/histocast"')
    assert cache_folder() == tmp_path / "scratch" / "histocast"


def test_the_default_model_is_the_policys_where_nobody_chose_one(rule, tmp_path):
    rule(f'default_bundle = "{(tmp_path / "ours.safetensors").as_posix()}"')
    assert find_bundle(default_bundle()) == find_bundle("") == tmp_path / "ours.safetensors"
    assert find_bundle("demo").stem == "demo"
