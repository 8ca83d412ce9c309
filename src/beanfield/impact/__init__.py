"""Impact: facts about people, indicators with definitions, figures that hide small cells."""
