"""Plan, deploy and watch the LookML project on a Looker instance, through looker-sdk."""
