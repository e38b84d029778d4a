"""All behaviours, chapter by chapter."""

from tests.unit.engine.behaviour import combinations, notation
from tests.unit.engine.behaviour.activities import multi_instance, standard_loops, sub_processes, tasks
from tests.unit.engine.behaviour.data import data_associations, data_objects
from tests.unit.engine.behaviour.events import (
    catching_events,
    collaboration,
    compensation,
    conditions,
    correlation,
    errors,
    escalations,
    other_events,
    signals_and_messages,
)
from tests.unit.engine.behaviour.gateways import event_gateways, flows, gateways, joining_gateways

CATALOGUE = (
    *tasks.BEHAVIOURS,
    *sub_processes.BEHAVIOURS,
    *standard_loops.BEHAVIOURS,
    *multi_instance.BEHAVIOURS,
    *catching_events.BEHAVIOURS,
    *other_events.BEHAVIOURS,
    *conditions.BEHAVIOURS,
    *signals_and_messages.BEHAVIOURS,
    *errors.BEHAVIOURS,
    *escalations.BEHAVIOURS,
    *gateways.BEHAVIOURS,
    *joining_gateways.BEHAVIOURS,
    *event_gateways.BEHAVIOURS,
    *flows.BEHAVIOURS,
    *compensation.BEHAVIOURS,
    *data_objects.BEHAVIOURS,
    *data_associations.BEHAVIOURS,
    *collaboration.BEHAVIOURS,
    *correlation.BEHAVIOURS,
    *combinations.BEHAVIOURS,
    *notation.BEHAVIOURS,
)
