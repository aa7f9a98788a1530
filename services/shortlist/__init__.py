"""One resume against everything an account has stored: vectors kept beside postings, loaded, and ranked."""
