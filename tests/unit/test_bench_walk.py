"""What the walk of a submission counts: stays in modules, and how often it comes back."""

from bench.walk import returns, stays


def test_calls_to_one_module_that_follow_each_other_are_one_stay() -> None:
    assert stays(["a", "b", "b", "b", "a", "c"]) == ["a", "b", "a", "c"]


def test_a_return_is_a_stay_in_a_module_that_was_left() -> None:
    assert returns(["a", "b", "a", "c", "a"]) == {"a": 2}
