"""What date expressions mean: values that resolve to days once the publication date and the narrative are known."""
