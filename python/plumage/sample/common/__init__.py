"""What the synthetic data of all subjects share."""
