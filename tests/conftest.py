"""What every test may use: the folder of material beside the checkout, where it is there."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from layoutdesk.text.fonts import FontBook, load_fonts

# A busy machine is slow and no fault. CI tries the same examples every time, a developer new ones each time.
settings.register_profile("ours", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("ours"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "ours")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Material that lies beside the checkout; tests that ask for it are skipped where it is missing."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("no folder of material beside the checkout")
    return folder


@pytest.fixture(scope="session")
def rare_fonts() -> FontBook:
    """This machine's fonts, with Debian's face for rare characters; skipped where it is not installed."""
    book = load_fonts(())
    if book.chain("song")[-1].name != "HanaMinB":
        pytest.skip("fonts-hanazono is not installed")
    return book


@pytest.fixture(scope="session", autouse=True)
def state_of_our_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Snapshots of tests do not belong among those of whoever runs them, also not those of the programs that tests start."""
    os.environ["LAYOUTDESK_STATE"] = str(tmp_path_factory.mktemp("state"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write the expected texts of composed pages anew")
