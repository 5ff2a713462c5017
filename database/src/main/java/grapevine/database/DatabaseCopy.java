package grapevine.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A replica manager's committed state in a file of its own: what snapshots and backups are. It has
 * no identity, so that nobody can speak under its owner's name with it (R16).
 */
public final class DatabaseCopy {
  private DatabaseCopy() {}

  /**
   * Copies the database, log and tables as of one commit, while others read and write it.
   *
   * @param target must not exist
   */
  static void make(Path database, Path target) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
      vacuum.setString(1, target.toString());
      vacuum.executeUpdate();
    } catch (SQLException e) {
      throw new StorageFailedException(
          "cannot copy the database to " + target + ": " + e.getMessage(), e);
    }
    dropIdentity(target);
  }

  private static void dropIdentity(Path copy) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA secure_delete = ON");
      statement.executeUpdate("DELETE FROM identity");
    } catch (SQLException e) {
      throw new StorageFailedException(
          "cannot take the identity out of " + copy + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads all of it: the structure, every row's checksum, and that the rows of the value are all of
   * them and no others.
   *
   * @throws DatabaseRefusedException it is not a copy that this program can read
   * @throws DamagedRecordException a row is damaged or missing
   */
  public static void verify(Path copy) {
    try (SqliteConnection connection = SqliteConnection.openReader(copy)) {
      if (!Schema.isCurrent(connection)) {
        throw new DatabaseRefusedException(
            copy
                + " is not a backup of this version of Grapevine: choose another file, or use the"
                + " program that made it");
      }
      verifyStructure(connection, copy);
      verifyRows(connection);
    } catch (StorageFailedException e) {
      throw new DatabaseRefusedException(
          "cannot read " + copy + " as a backup: " + e.getMessage() + "; choose another file", e);
    }
  }

  private static void verifyStructure(SqliteConnection connection, Path copy) {
    List<String> findings = connection.all(row -> row.getString(1), "PRAGMA integrity_check(1)");
    if (!findings.equals(List.of("ok"))) {
      throw new DatabaseRefusedException(
          copy + " is damaged (" + findings.get(0) + "): choose another file");
    }
  }

  private static void verifyRows(SqliteConnection connection) {
    StateRow state = StateRow.read(connection);
    new MemberTable(connection).read();
    MemberDictionary members = new MemberDictionary(connection);
    members.verify();
    new LogTable(connection, state.logFirst()).recover(state.logWritten());
    if (new OperationTable(connection, members).verify() != state.digest()) {
      throw new DamagedRecordException(
          "operation", "*", "the rows together do not have the digest that was written");
    }
  }
}
