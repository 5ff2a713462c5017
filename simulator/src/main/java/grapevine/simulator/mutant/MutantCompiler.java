package grapevine.simulator.mutant;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Makes a mutant's classes from the project's sources, in memory: no file is changed. The sources
 * must be those that this program was built from.
 */
public final class MutantCompiler {
  private static final List<String> OPTIONS =
      List.of("-proc:none", "-implicit:none", "-Xlint:none", "-g");

  private final Path projectRoot;
  private final JavaCompiler compiler;
  // Kept for all mutants: to read the class path anew costs more than to compile.
  private JavaFileManager classPath;

  public MutantCompiler(Path projectRoot) {
    this(projectRoot, ToolProvider.getSystemJavaCompiler());
  }

  /**
   * @param compiler null where the Java runtime has none
   */
  MutantCompiler(Path projectRoot, JavaCompiler compiler) {
    this.projectRoot = projectRoot;
    this.compiler = compiler;
  }

  /** All classes of the changed files, by their binary names. */
  Map<String, byte[]> compile(Mutant mutant) {
    if (compiler == null) {
      throw new MutantRefusedException(
          mutant.name(), "this Java runtime has no compiler: run mutants with a JDK");
    }
    List<JavaFileObject> sources = new ArrayList<>();
    edited(mutant).forEach((file, text) -> sources.add(new Source(file, text)));
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    Output output = new Output(classPath());
    if (!compiler.getTask(null, output, diagnostics, OPTIONS, null, sources).call()) {
      throw new MutantRefusedException(mutant.name(), "does not compile: " + errors(diagnostics));
    }
    return output.classes();
  }

  private JavaFileManager classPath() {
    if (classPath == null) {
      classPath = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
    }
    return classPath;
  }

  private Map<String, String> edited(Mutant mutant) {
    Map<String, String> texts = new TreeMap<>();
    for (Mutant.Edit edit : mutant.edits()) {
      String text = texts.computeIfAbsent(edit.file(), file -> read(mutant, file));
      texts.put(edit.file(), edit.applyTo(text, mutant.name()));
    }
    return texts;
  }

  private String read(Mutant mutant, String file) {
    Path path = projectRoot.resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new MutantRefusedException(
          mutant.name(),
          "there is no "
              + file
              + " in "
              + projectRoot
              + ": name the root of the project's sources");
    }
    try {
      return Files.readString(path).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String errors(DiagnosticCollector<JavaFileObject> diagnostics) {
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .limit(3)
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String file, String text) {
      super(URI.create("mutant:///" + file), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Compiled extends SimpleJavaFileObject {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Compiled(String className) {
      super(URI.create("mutant:///" + className.replace('.', '/') + ".class"), Kind.CLASS);
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  /** Reads the class path as ever, and keeps what is written. */
  private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, Compiled> written = new TreeMap<>();

    Output(JavaFileManager classPath) {
      super(classPath);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return written.computeIfAbsent(className, Compiled::new);
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new TreeMap<>();
      written.forEach((name, compiled) -> classes.put(name, compiled.bytes.toByteArray()));
      return classes;
    }
  }
}
