"""How the weights of the places room are fitted; run by benchmarks/fit_places.py. Needs numpy and scipy."""
