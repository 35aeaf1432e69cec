"""What is asked at sign-up besides the features, with consents, special needs and translations; and the replies."""
