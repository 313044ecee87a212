"""What a goal is: objective, key result, KPI, cycle, team, person, portfolio. Plain frozen data."""
