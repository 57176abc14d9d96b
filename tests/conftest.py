"""What every test may use: the folder of material beside the checkout, where it is there."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write the expected texts of composed pages anew")
