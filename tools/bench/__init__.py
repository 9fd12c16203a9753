"""``bin/bench``: the figures of the README, as ratios against a baseline of the same run."""
