"""Numbers that say what they mean: agreement, contest, networks, threats, coders."""
