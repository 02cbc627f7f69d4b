from benchmarks.gate import judge


def test_a_figure_at_its_floor_passes() -> None:
    lines, passed = judge({"F1": 0.8}, {"F1": 0.8})
    assert passed
    assert lines[0].endswith("floor 0.8")


def test_a_figure_under_its_floor_fails() -> None:
    lines, passed = judge({"F1": 0.8, "recall": 0.5}, {"F1": 0.79, "recall": 0.6})
    assert not passed
    assert lines[0].endswith("UNDER")
    assert lines[1].endswith("raise the floor")


def test_a_figure_that_was_not_measured_fails() -> None:
    assert judge({"F1": 0.8}, {})[1] is False
