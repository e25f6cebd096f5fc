"""A stateful fake of the Looker 4.0 API over real sockets, for the tests of planning and deploying."""
