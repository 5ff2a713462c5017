package grapevine.client.api;

import com.fasterxml.jackson.databind.JsonNode;

/** A 2xx answer: its body as sent ({@code text}) and parsed, and the front end that gave it. */
public record Answer(int status, JsonNode json, String text, String frontEnd, boolean replayed) {}
