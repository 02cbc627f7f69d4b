import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.design_names import design_names
from graph.model import ArticleKind
from graph.studies import StudyDesign
from graph.vocabulary import load_vocabulary
from ingest.numbers import number_of
from ingest.pipeline import article_reader

READER = article_reader(load_vocabulary())


def jats(title: str, abstract: str, body: str = "", kind: str = "research-article"):
    page = f"""<article article-type="{kind}"><front><journal-meta/><article-meta>
    <title-group><article-title>{title}</article-title></title-group>
    <abstract>{abstract}</abstract></article-meta></front><body>{body}</body></article>"""
    return READER.read("study.nxml", page.encode())


def section(name: str, text: str) -> str:
    return f"<sec><title>{name}</title><p>{text}</p></sec>"


def medline(title: str, abstract: str, *types: str):
    lines = ["PMID- 1", f"TI  - {title}", f"AB  - {abstract}", *(f"PT  - {each}" for each in types)]
    return READER.read("study.nbib", "\n".join(lines).encode())


def said(record) -> set[tuple[str, str, str]]:
    return {(c.exposure.label, c.direction.value, c.outcome.label) for c in record.claims}


@pytest.mark.parametrize("row", design_names(), ids=lambda row: row.design)
def test_every_design_is_told_from_the_title_of_its_example(row):
    study = jats(row.example, "<p>Nothing else is said.</p>").article.study
    assert study.design is row.design
    assert study.design_quote.text in row.example


def test_a_record_s_own_type_tells_the_design_where_the_title_does_not():
    study = medline(
        "Yoga and sleep", "Sleep was better.", "Randomized Controlled Trial"
    ).article.study
    assert study.design is StudyDesign.RANDOMISED_TRIAL
    assert study.design_quote is None


def test_the_methods_tell_the_design_before_the_rest_of_the_abstract():
    abstract = section("Background", "Cohort work is rare.") + section(
        "Methods", "Forty women were randomly assigned to yoga or rest."
    )
    study = jats("Yoga and sleep", abstract).article.study
    assert study.design is StudyDesign.RANDOMISED_TRIAL
    assert study.participants == 40


def test_a_study_that_does_not_say_has_no_design_and_no_size():
    study = jats("Yoga and sleep", "<p>Sleep is good.</p>").article.study
    assert (study.design, study.participants, study.studies) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("A total of 1,204 older adults took part.", 1204),
        ("Thirty-two healthy women were randomised to yoga.", 32),
        ("We recruited one hundred and six patients with back pain.", 106),
        ("Women (n = 58) were followed for a year.", 58),
        ("Women aged 65 years rested; 24 participants completed the trial.", 24),
        ("Two groups of men were compared.", None),
        ("Some 3 million people fall each year.", None),
    ],
)
def test_the_number_of_people_is_read_with_its_words(text, size):
    record = jats("Yoga and sleep", f"<p>{text}</p>")
    study = record.article.study
    assert study.participants == size
    if size is not None:
        quote = study.participants_quote
        assert record.article.text[quote.start : quote.end] == quote.text


def test_a_review_counts_its_studies_and_their_people():
    text = "We included 24 trials. A total of 2,310 participants took part."
    study = jats("Yoga for pain: a systematic review", f"<p>{text}</p>").article.study
    assert (study.studies, study.participants) == (24, 2310)


def test_a_study_claims_what_its_results_and_conclusions_say_and_nothing_else():
    abstract = (
        section("Background", "Tai chi reduces falls.")
        + section("Methods", "Walking improves balance, and was tested.")
        + section("Results", "Yoga reduced pain.")
        + section("Conclusions", "Yoga improves sleep quality.")
    )
    body = section("Introduction", "Swimming improves mood.") + section(
        "Conclusion", "<p>Yoga reduces stress.</p>"
    ).replace("<p><p>", "<p>").replace("</p></p>", "</p>")
    record = jats("Yoga for pain: a randomised trial", abstract, body)
    assert said(record) == {
        ("yoga", "decrease", "pain"),
        ("yoga", "increase", "sleep quality"),
        ("yoga", "decrease", "stress"),
    }


def test_an_abstract_without_sections_claims_what_it_says_was_found():
    text = (
        "Pain is common in later life. The aim was to test whether yoga eases pain. Forty women "
        "were randomised to yoga or rest. In conclusion, our findings show that yoga reduced pain."
    )
    record = medline("Yoga for pain", text)
    assert {claim.sentence[:13] for claim in record.claims} == {"In conclusion"}


def test_a_protocol_claims_nothing():
    abstract = section("Results", "Yoga reduced pain.")
    assert said(jats("Yoga for pain: study protocol", abstract)) == set()


def test_a_page_of_a_clinic_is_no_study():
    record = READER.read("page.md", b"# Yoga: a randomised trial\n\nYoga reduces pain.\n")
    assert record.article.kind is ArticleKind.ARTICLE
    assert record.article.study is None
    assert said(record) == {("yoga", "decrease", "pain")}


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("1,204", 1204),
        ("thirty-two", 32),
        ("One hundred and six", 106),
        ("twelve", 12),
        ("many", None),
    ],
)
def test_numbers_in_words(words, number):
    assert number_of(words) == number


@given(st.integers(min_value=1, max_value=10**9))
def test_numbers_in_digits(number):
    assert number_of(f"{number:,}") == number
    assert number_of(str(number)) == number


def test_a_study_s_claim_that_the_judge_reads_otherwise_is_less_sure_than_a_page_s():
    sentence = "Yoga improved balance; however, there were no differences between the two groups."
    (of_study,) = jats("Yoga: a randomised trial", section("Results", sentence)).claims
    (of_page,) = READER.read("page.md", f"# A page\n\n{sentence}\n".encode()).claims
    assert of_study.direction is of_page.direction
    assert of_study.confidence < of_page.confidence
