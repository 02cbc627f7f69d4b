"""`trabecula enrich` on a real store, against registries on this machine."""

from __future__ import annotations

import json
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from click.testing import CliRunner, Result

from graph.errors import UsageError
from graph.store import open_store
from web.cli import trabecula
from web.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from graph.model import Source

    Run = Callable[..., Result]

ARTICLE = """\
# Strong bones

Walking can improve balance in older adults. (1) Tai chi reduces the risk of falls. (2)
Yoga reduces back pain. (3)

## References

1. Novak K, Dvorak J. Walking and balance in older adults. J Bal. 2011;12(3):101-109. \
doi: 10.1000/walking
2. Marek L. Slow movement and falls in later life. J Bal. 2014;15(1):7-19.
3. Horak P. Back pain and postures. J Spine. 2016;2(1):1-9. PMID: 5550001
"""
WALKING = {
    "DOI": "10.1000/walking",
    "type": "journal-article",
    "title": ["Walking and balance in older adults"],
    "author": [{"family": "Novak", "given": "Karel"}, {"family": "Dvorak", "given": "Jan"}],
    "container-title": ["Journal of Balance"],
    "issued": {"date-parts": [[2011, 2]]},
    "updated-by": [
        {
            "type": "retraction",
            "label": "Retraction",
            "source": "publisher",
            "DOI": "10.1000/notice",
            "updated": {"date-parts": [[2018, 5, 2]]},
        }
    ],
}
FALLS = {
    "DOI": "10.1000/falls",
    "type": "journal-article",
    "title": ["Slow movement and falls in later life"],
    "author": [{"family": "Marek", "given": "L."}],
    "container-title": ["Journal of Balance"],
    "issued": {"date-parts": [[2014]]},
    "volume": "15",
}
PAIN = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>5550001</PMID><Article>
<Journal><JournalIssue><PubDate><Year>2016</Year></PubDate></JournalIssue></Journal>
<ArticleTitle>Back pain and postures.</ArticleTitle><AuthorList><Author><LastName>Horak</LastName>
<Initials>P</Initials></Author></AuthorList></Article><CommentsCorrectionsList>
<CommentsCorrections RefType="ErratumIn"><RefSource>J Spine. 2017 Jan;3(1):1</RefSource>
</CommentsCorrections></CommentsCorrectionsList></MedlineCitation><PubmedData><ArticleIdList>
<ArticleId IdType="doi">10.1000/pain</ArticleId></ArticleIdList></PubmedData></PubmedArticle>
</PubmedArticleSet>"""
TABLE = """\
Record ID,Title,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDOI,\
OriginalPaperPubMedID,RetractionNature,Reason
1,Walking,5/2/2018 0:00,10.1000/notice,0,10.1000/walking,0,Retraction,+Error in Data;
2,Other,1/1/2020 0:00,unavailable,0,10.1000/elsewhere,77,Expression of concern,+Concerns;
"""


class Registries:
    """Crossref and the E-utilities on one port; `down` makes all of it fail."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, list[str]]]] = []
        self.down = False
        registries = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                address = urlsplit(self.path)
                fields = parse_qs(address.query) | parse_qs(self.rfile.read(length).decode())
                registries.got.append((address.path, fields))
                status, body = registries.answer(address.path, fields)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815 - the name that http.server calls

            def log_message(self, *_: object) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,))
        self._thread.start()
        self.base = f"http://127.0.0.1:{self._http.server_address[1]}"

    def answer(self, path: str, fields: dict[str, list[str]]) -> tuple[int, bytes]:
        if self.down:
            return 403, b"no"
        if path == "/crossref/works":
            return 200, json.dumps({"message": {"items": [WALKING, FALLS]}}).encode()
        for record in (WALKING, FALLS):
            if unquote(path) == f"/crossref/works/{record['DOI']}":
                return 200, json.dumps({"message": record}).encode()
        if path == "/pubmed/efetch.fcgi":
            return 200, PAIN.encode()
        if path == "/pubmed/esearch.fcgi":
            return 200, b'{"esearchresult": {"count": "0", "idlist": []}}'
        return 404, b"Resource not found."

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@pytest.fixture
def registries() -> Iterator[Registries]:
    running = Registries()
    yield running
    running.close()


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("collection")
    (folder / "bones.md").write_text(ARTICLE, "utf-8")
    arguments = ["--data", str(folder / "data"), "ingest", str(folder / "bones.md")]
    assert CliRunner().invoke(trabecula, arguments).exit_code == 0
    return folder


@pytest.fixture
def run(
    tmp_path: Path, registries: Registries, monkeypatch: pytest.MonkeyPatch, collection: Path
) -> Run:
    monkeypatch.setattr("ingest.registries.crossref.RECORD_GAP", 0.0)
    monkeypatch.setattr("ingest.registries.crossref.LIST_GAP", 0.0)
    monkeypatch.setattr("ingest.registries.pubmed.GAP", 0.0)
    shutil.copytree(collection, tmp_path, dirs_exist_ok=True)

    def call(*arguments: str, **environment: str) -> Result:
        variables: dict[str, Any] = {
            "TRABECULA_CROSSREF": f"{registries.base}/crossref",
            "TRABECULA_PUBMED": f"{registries.base}/pubmed",
            "TRABECULA_MAILTO": None,
            **environment,
        }
        arguments = ("--data", str(tmp_path / "data"), *arguments)
        return CliRunner(env=variables).invoke(trabecula, arguments)

    return call


@pytest.fixture
def sources(tmp_path: Path) -> Callable[[], dict[int | None, Source]]:
    def found() -> dict[int | None, Source]:
        store = open_store(f"sqlite:///{tmp_path / 'data' / 'store.sqlite'}")
        by_year = {source.year: source for source in store.sources()}
        store.close()
        return by_year

    return found


def test_without_a_mail_address_no_registry_is_asked_and_the_reason_is_told(
    run: Run, registries: Registries
) -> None:
    result = run("enrich")
    assert result.exit_code == 2
    assert "--mailto or TRABECULA_MAILTO" in result.stderr
    assert registries.got == []


@pytest.mark.parametrize("address", ["nobody", "a b@c.example", "x@y\nHost: z", "ä@ö.example"])
def test_what_is_no_mail_address_is_refused(run: Run, registries: Registries, address: str) -> None:
    result = run("enrich", "--mailto", address)
    assert result.exit_code == 2
    assert "must be a mail address" in result.stderr
    assert registries.got == []


@pytest.mark.parametrize("variable", ["TRABECULA_CROSSREF", "TRABECULA_PUBMED"])
def test_a_registry_s_address_that_is_none_is_refused_by_the_variable_s_name(variable: str) -> None:
    with pytest.raises(UsageError, match=variable):
        read_settings({variable: "file:///etc/passwd"})


def test_the_key_is_not_shown_with_the_settings() -> None:
    assert "k3y" not in repr(read_settings({"TRABECULA_NCBI_KEY": "k3y"}))


def test_ingest_asks_no_registry_even_where_an_address_is_set(
    run: Run, registries: Registries, tmp_path: Path
) -> None:
    (tmp_path / "more.md").write_text(ARTICLE.replace("Yoga", "Running"), "utf-8")
    address = {"TRABECULA_MAILTO": "staff@clinic.example"}
    assert "1 added" in run("ingest", str(tmp_path / "more.md"), **address).stdout
    assert registries.got == []


def test_sources_are_completed_and_marked_and_a_second_run_asks_nothing(
    run: Run, registries: Registries, sources: Callable[[], dict[int | None, Source]]
) -> None:
    result = run("enrich", "--mailto", "staff@clinic.example")

    assert result.exit_code == 0, result.output
    assert "PubMed: 3 asked, 1 completed, 2 unknown, 0 doubtful, 0 failed" in result.stdout
    assert "Crossref: 3 asked, 2 completed, 1 unknown, 0 doubtful, 0 failed" in result.stdout
    assert "PubMed:" in result.stderr  # the progress bar
    found = sources()
    assert found[2011].is_retracted
    assert found[2011].authors == ("Novak, Karel", "Dvorak, Jan")
    assert (found[2014].doi, found[2014].volume) == ("10.1000/falls", "15")
    assert (found[2016].doi, found[2016].standing) == ("10.1000/pain", "corrected")
    assert "The sources of 1 article changed." in result.stdout
    assert run("check").exit_code == 0

    asked = len(registries.got)
    assert run("enrich", "--mailto", "staff@clinic.example").exit_code == 0
    assert len(registries.got) == asked


def test_what_leaves_the_machine_is_what_the_documentation_says(
    run: Run, registries: Registries
) -> None:
    key = {"TRABECULA_MAILTO": "staff@clinic.example", "TRABECULA_NCBI_KEY": "k3y"}
    run("enrich", **key)
    for path, fields in registries.got:
        if path.startswith("/crossref"):
            assert fields.pop("mailto") == ["staff@clinic.example"]
            assert set(fields) <= {"query.bibliographic", "rows", "select"}
        else:
            assert fields.pop("email") == ["staff@clinic.example"]
            assert fields.pop("tool") == ["trabecula"]
            assert fields.pop("api_key") == ["k3y"]
            assert set(fields) <= {"db", "retmode", "retmax", "id", "term"}


def test_again_asks_for_all_anew(run: Run, registries: Registries) -> None:
    run("enrich", "--mailto", "staff@clinic.example", "--registry", "crossref")
    first = [path for path, _ in registries.got]
    run("enrich", "--mailto", "staff@clinic.example", "--registry", "crossref", "--again")
    assert [path for path, _ in registries.got].count("/crossref/works/10.1000%2Fwalking") == 2
    assert all(path.startswith("/crossref/") for path in first)


def test_a_lost_store_is_completed_from_the_answers_on_disk(
    run: Run, registries: Registries, tmp_path: Path
) -> None:
    run("enrich", "--mailto", "staff@clinic.example")
    asked = len(registries.got)
    for file in (tmp_path / "data").glob("store.sqlite*"):
        file.unlink()
    run("ingest", str(tmp_path / "bones.md"))
    result = run("enrich", "--mailto", "staff@clinic.example")
    assert "Crossref: 3 asked, 2 completed" in result.stdout
    assert len(registries.got) == asked


def test_no_more_is_asked_than_the_limit(run: Run, registries: Registries) -> None:
    result = run("enrich", "--mailto", "a@b.example", "--registry", "crossref", "--limit", "1")
    assert "Crossref: 1 asked" in result.stdout


def test_a_registry_that_refuses_is_named_and_the_exit_status_says_so(
    run: Run, registries: Registries
) -> None:
    registries.down = True
    result = run("enrich", "--mailto", "staff@clinic.example")
    assert result.exit_code == 1
    assert "pmid:5550001: PubMed answered with status 403" in result.stderr
    assert "Crossref answered with status 403; it is asked no more for now." in result.stderr
    registries.down = False
    assert run("enrich", "--mailto", "staff@clinic.example").exit_code == 0


def test_a_retraction_watch_file_is_taken_up_without_any_network(
    run: Run,
    registries: Registries,
    tmp_path: Path,
    sources: Callable[[], dict[int | None, Source]],
) -> None:
    table = tmp_path / "retraction_watch.csv"
    table.write_text(TABLE, "utf-8")

    result = run("enrich", "--retractions", str(table))

    assert result.exit_code == 0, result.output
    assert "Retraction Watch: 2 rows read" in result.stdout
    (notice,) = sources()[2011].notices
    assert (notice.date, notice.reasons) == ("2018-05-02", ("Error in Data",))
    assert registries.got == []
    assert "0 articles changed" in run("enrich", "--retractions", str(table)).stdout


def test_broken_rows_and_wrong_files_are_named(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE + "3,short\n", "utf-8")
    result = run("enrich", "--retractions", str(table))
    assert result.exit_code == 1
    assert f"{table}: line 4: has 2 columns" in result.stderr
    assert "2 rows read" in result.stdout

    table.write_text("name,price\n", "utf-8")
    result = run("enrich", "--retractions", str(table))
    assert result.exit_code == 1
    assert "has none of the columns of a Retraction Watch table" in result.stderr
    assert run("enrich", "--retractions", str(tmp_path / "none.csv")).exit_code == 2
