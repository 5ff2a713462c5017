package grapevine.benchmark.load;

/** Answers other than 2xx, by their status and the problem document's code. */
public record RefusalCount(int status, String code, long count, Latency latency) {}
