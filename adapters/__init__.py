"""The outside world, behind the ports that services declare."""
