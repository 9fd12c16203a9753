"""A model learnt from labelled texts tells others apart, says why, and is the same when loaded."""

from pathlib import Path

import pytest

from doithoai.language.linear import LinearModel, learn
from doithoai.language.words import words_of

ROADS = ["Đường làng lầy lội", "Đường thôn hỏng nặng", "Mặt đường liên xã nứt vỡ", "Sửa đường thôn"]
LAMPS = ["Đèn đường tắt", "Bóng đèn cháy hết", "Điện yếu, đèn mờ", "Xin lắp đèn chiếu sáng"]


@pytest.fixture(scope="module")
def model() -> LinearModel:
    labels = ["transport"] * len(ROADS) + ["lighting"] * len(LAMPS)
    return learn([*ROADS, *LAMPS], labels, ridge=0.5, fewest=1, balance=0.3)


def best(model: LinearModel, text: str) -> str:
    scores = model.scores(words_of(text))
    return max(scores, key=lambda label: scores[label])


def test_what_was_not_learnt_is_told_apart(model: LinearModel) -> None:
    assert best(model, "Đường vào thôn lầy lội quá") == "transport"
    assert best(model, "Bóng đèn hỏng, xin lắp lại") == "lighting"


def test_a_text_without_a_known_word_leans_to_nothing(model: LinearModel) -> None:
    assert model.scores(words_of("zzz qqq")) == {}
    assert model.leaning(words_of("zzz qqq")) == b""


def test_what_speaks_for_a_label_can_be_shown(model: LinearModel) -> None:
    pull = model.pull(words_of("Xin lắp đèn"), "lighting")
    assert max(pull.values()) > 0


def test_a_rare_label_weighs_as_much_as_a_frequent_one_when_balanced() -> None:
    texts, labels = [*ROADS, LAMPS[0]], ["transport"] * len(ROADS) + ["lighting"]
    plain = learn(texts, labels, ridge=0.5, fewest=1)
    balanced = learn(texts, labels, ridge=0.5, fewest=1, balance=1.0)
    asked = words_of("đèn")
    assert balanced.scores(asked)["lighting"] > plain.scores(asked)["lighting"]


def test_a_kept_model_answers_as_the_one_that_was_learnt(
    model: LinearModel, tmp_path: Path
) -> None:
    model.save(tmp_path / "model.npz")
    kept = LinearModel.load(tmp_path / "model.npz")
    assert kept.labels == model.labels
    for text in (*ROADS, *LAMPS):
        expected = model.scores(words_of(text))
        assert kept.scores(words_of(text)) == pytest.approx(expected, abs=0.01)
