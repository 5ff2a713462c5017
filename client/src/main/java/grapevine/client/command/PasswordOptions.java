package grapevine.client.command;

import grapevine.client.dialogue.LineSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/**
 * Where the password comes from: never from the command line, which others can see and the shell
 * remembers.
 */
final class PasswordOptions {
  private static final String VARIABLE = "GRAPEVINE_PASSWORD";
  private static final long FILE_BYTES_MAX = 4096;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Its first line is the password. Default: $" + VARIABLE + ", else asked for.")
  private Path file;

  /**
   * @param isNew asked for twice, where it is typed
   */
  String read(ApiCommand command, boolean isNew) {
    UserTerminal terminal = command.terminal();
    String fromEnvironment = terminal.environment().getOrDefault(VARIABLE, "");
    if (file != null) {
      return fromFile(command);
    }
    if (!fromEnvironment.isEmpty()) {
      return fromEnvironment;
    }
    LineSource input = terminal.input().get();
    String password = asked(input, "Password: ", command);
    if (isNew && input.isEditor() && !password.equals(asked(input, "Once more: ", command))) {
      throw command.usage("the two passwords are not the same");
    }
    return password;
  }

  private static String asked(LineSource input, String question, ApiCommand command) {
    return input
        .secret(question)
        .orElseThrow(() -> command.usage("no password: give --password-file, or set " + VARIABLE));
  }

  private String fromFile(ApiCommand command) {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw new IOException("it has more than " + FILE_BYTES_MAX + " bytes");
      }
      return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw command.usage("cannot read the password in " + file + ": " + e.getMessage());
    }
  }
}
