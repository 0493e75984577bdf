"""Stories: whole stretches of a clerk's work, by keys alone, with the figures that follow."""
