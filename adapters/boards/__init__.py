"""Job boards that anybody may read: company boards, feeds and searches, each read by its published rules."""
