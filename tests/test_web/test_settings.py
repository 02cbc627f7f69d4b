from pathlib import Path

import pytest

from graph.errors import UsageError
from web.settings import read_settings


def test_without_any_variable_everything_lies_in_one_folder() -> None:
    settings = read_settings({})
    assert settings.data == Path("trabecula-data")
    assert settings.store == "sqlite:///trabecula-data/store.sqlite"
    assert settings.index == Path("trabecula-data/index-whoosh")


def test_the_folder_given_on_the_command_line_goes_before_the_variable() -> None:
    settings = read_settings({"TRABECULA_DATA": "/elsewhere"}, data=Path("/here"))
    assert settings.data == Path("/here")
    assert settings.store == "sqlite:////here/store.sqlite"


def test_a_store_of_one_s_own_is_used_as_it_is() -> None:
    settings = read_settings({"TRABECULA_STORE": "postgresql://db/trabecula"})
    assert settings.store == "postgresql://db/trabecula"


def test_the_base_ends_with_a_slash() -> None:
    assert read_settings({"TRABECULA_BASE": "https://kg.clinic.example"}).base.endswith(".example/")


@pytest.mark.parametrize("base", ["ftp://x/", "clinic.example", "https://a b/", "https://a/>"])
def test_a_base_that_no_iri_could_start_with_is_refused_by_the_variable_s_name(base: str) -> None:
    with pytest.raises(UsageError, match="TRABECULA_BASE"):
        read_settings({"TRABECULA_BASE": base})


def test_a_vocabulary_folder_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="TRABECULA_VOCABULARY"):
        read_settings({"TRABECULA_VOCABULARY": "/no/such/folder"})


def test_how_the_site_is_served_is_read() -> None:
    settings = read_settings(
        {
            "TRABECULA_URL": "https://kg.clinic.example",
            "TRABECULA_CORS": "https://a.example, http://localhost:3000",
            "TRABECULA_TIME_LIMIT": "2.5",
            "TRABECULA_LOG": "json",
        }
    )
    assert settings.url == "https://kg.clinic.example/"
    assert settings.origins == ("https://a.example", "http://localhost:3000")
    assert (settings.time_limit, settings.log) == (2.5, "json")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TRABECULA_URL", "clinic.example"),
        ("TRABECULA_CORS", "https://a.example/path"),
        ("TRABECULA_CORS", ".*"),
        ("TRABECULA_TIME_LIMIT", "0"),
        ("TRABECULA_TIME_LIMIT", "nan"),
        ("TRABECULA_TIME_LIMIT", "soon"),
        ("TRABECULA_LOG", "xml"),
    ],
)
def test_a_value_that_a_setting_cannot_take_is_refused_by_its_name(
    variable: str, value: str
) -> None:
    with pytest.raises(UsageError, match=variable):
        read_settings({variable: value})
