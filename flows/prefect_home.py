"""Where Prefect keeps its things and whom it talks to; set before Prefect is imported."""

import os

from pipeline.home import Home

HOST = "127.0.0.1"


def use_prefect_home(home: Home, api_url: str | None = None) -> None:
    """Point Prefect at the home folder's own server and nothing else.

    Parameters
    ----------
    home
        Prefect's database and settings go into its `prefect` folder.
    api_url
        A server that runs already; without it Prefect starts one for the run.
    """
    os.environ.update(
        {
            "PREFECT_HOME": str(home.prefect),
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
            # a fresh database takes longer than the default 20 s on a slow disk
            "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
            "PREFECT_LOGGING_TO_API_ENABLED": "false",
            "PREFECT_CLI_VERSION_CHECK_ENABLED": "false",
            "PREFECT_SERVER_API_HOST": HOST,
        }
    )
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
    if api_url:
        os.environ["PREFECT_API_URL"] = api_url
    else:
        os.environ.pop("PREFECT_API_URL", None)
