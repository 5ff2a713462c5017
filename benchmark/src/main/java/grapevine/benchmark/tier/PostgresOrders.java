package grapevine.benchmark.tier;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import grapevine.common.HostPort;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** One row an order; the server's synchronous_commit says when an insert is acknowledged. */
final class PostgresOrders implements OrderStore {
  private static final String PLACE =
      "insert into ord(customer, body) values (?, ?::jsonb) returning id";
  private static final String READ = "select body from ord where id = ?";

  private final HikariDataSource pool;

  PostgresOrders(HostPort address, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://" + address + "/postgres?user=postgres");
    // From its first use on a statement is one that the server has prepared.
    config.addDataSourceProperty("prepareThreshold", "1");
    config.addDataSourceProperty("socketTimeout", "5");
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(connections);
    pool = new HikariDataSource(config);
    createTable();
  }

  @Override
  public String place(int customer, byte[] order) {
    try (Connection connection = pool.getConnection();
        PreparedStatement insert = connection.prepareStatement(PLACE)) {
      insert.setInt(1, customer);
      insert.setString(2, new String(order, StandardCharsets.UTF_8));
      try (ResultSet row = insert.executeQuery()) {
        row.next();
        return Long.toString(row.getLong(1));
      }
    } catch (SQLException e) {
      throw new StoreException("PostgreSQL does not take the order", e);
    }
  }

  @Override
  public Optional<byte[]> read(String id) {
    long key;
    try {
      key = Long.parseLong(id);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    try (Connection connection = pool.getConnection();
        PreparedStatement select = connection.prepareStatement(READ)) {
      select.setLong(1, key);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(row.getString(1).getBytes(StandardCharsets.UTF_8))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new StoreException("PostgreSQL does not answer", e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private void createTable() {
    try (Connection connection = pool.getConnection();
        Statement create = connection.createStatement()) {
      create.execute(
          "create table if not exists ord(id bigserial primary key, customer int, body jsonb)");
      create.execute("create index if not exists ord_of_customer on ord(customer, id desc)");
    } catch (SQLException e) {
      throw new StoreException("PostgreSQL does not create the table of orders", e);
    }
  }
}
