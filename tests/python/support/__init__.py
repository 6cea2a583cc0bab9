"""What tests of several packages share: projects to run, cases, oracles, pages."""
