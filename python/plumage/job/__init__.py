"""The main job, demonstrations of it, and the table of what there is: above all subjects."""
