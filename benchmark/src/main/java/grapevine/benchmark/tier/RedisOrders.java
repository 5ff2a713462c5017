package grapevine.benchmark.tier;

import grapevine.common.HostPort;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.JedisPoolConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;

/** One key an order, acknowledged when one of the replicas has it too. */
final class RedisOrders implements OrderStore {
  private static final int REPLICAS = 1;
  private static final int TIMEOUT_MILLIS = 5_000;

  private final JedisPool pool;

  RedisOrders(HostPort address, int connections) {
    JedisPoolConfig config = new JedisPoolConfig();
    config.setMaxTotal(connections);
    config.setMaxIdle(connections);
    config.setJmxEnabled(false);
    pool = new JedisPool(config, address.host(), address.port(), TIMEOUT_MILLIS);
  }

  @Override
  public String place(int customer, byte[] order) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String id = new UUID(random.nextLong(), random.nextLong()).toString();
    try (Jedis redis = pool.getResource();
        Pipeline pipeline = redis.pipelined()) {
      Response<String> stored = pipeline.set(key(id), order);
      // Without a limit of time: the socket's is the limit, and then the outcome is unknown.
      Response<Long> copies = pipeline.waitReplicas(REPLICAS, 0);
      pipeline.sync();
      stored.get();
      if (copies.get() < REPLICAS) {
        throw new StoreException("only the primary has the order");
      }
      return id;
    } catch (JedisException e) {
      throw new StoreException("Redis does not answer", e);
    }
  }

  @Override
  public Optional<byte[]> read(String id) {
    try (Jedis redis = pool.getResource()) {
      return Optional.ofNullable(redis.get(key(id)));
    } catch (JedisException e) {
      throw new StoreException("Redis does not answer", e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private static byte[] key(String id) {
    return ("order:" + id).getBytes(StandardCharsets.UTF_8);
  }
}
