"""What every plugin must keep to: the checks that come with nettui."""

from nettui.testing.contract import (
    test_every_case_is_met,
    test_every_rule_is_met_by_one_case_and_not_by_another,
    test_it_answers_the_same_twice,
    test_it_is_taken_without_a_problem,
    test_its_place_among_others_changes_nothing,
    test_sites_that_it_does_not_serve_are_left_alone,
)

__all__ = [
    "test_every_case_is_met",
    "test_every_rule_is_met_by_one_case_and_not_by_another",
    "test_it_answers_the_same_twice",
    "test_it_is_taken_without_a_problem",
    "test_its_place_among_others_changes_nothing",
    "test_sites_that_it_does_not_serve_are_left_alone",
]
