"""The front desk: people received in person, their consent, answers handed over on paper."""
