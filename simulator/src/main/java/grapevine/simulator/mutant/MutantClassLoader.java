package grapevine.simulator.mutant;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A Grapevine of its own: every class of {@code grapevine} is defined here once more, the mutated
 * ones from the compiler's output. Everything else is the parent's, so only types of the JDK may
 * cross.
 */
final class MutantClassLoader extends ClassLoader {
  private static final String OURS = "grapevine.";

  private final Map<String, byte[]> mutated;
  private final TreeSet<String> mutatedFiles = new TreeSet<>();

  MutantClassLoader(Map<String, byte[]> mutated, ClassLoader parent) {
    super(parent);
    this.mutated = new TreeMap<>(mutated);
    mutated.keySet().forEach(name -> mutatedFiles.add(outermost(name)));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    // A nested class that the mutant has no more must not come from the original.
    byte[] bytes = mutatedFiles.contains(outermost(name)) ? mutated.get(name) : originalBytes(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private static String outermost(String name) {
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  private byte[] originalBytes(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
