package dev.baton.container.gate.proxy;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** The local variables of a generated method: the proxy, its parameters, and what follows. */
final class Slots {
  private final String self;
  private final List<Class<?>> parameters;

  Slots(String self, List<Class<?>> parameters) {
    this.self = self;
    this.parameters = parameters;
  }

  Class<?> type(int parameter) {
    return parameters.get(parameter);
  }

  /** The first slot after the parameters. */
  int free() {
    return slot(parameters.size());
  }

  void load(MethodVisitor code, int parameter) {
    code.visitVarInsn(
        Type.getType(parameters.get(parameter)).getOpcode(Opcodes.ILOAD), slot(parameter));
  }

  /** Says what the verifier finds here: the parameters, more locals, and the stack. */
  void frame(MethodVisitor code, List<Object> locals, List<Object> stack) {
    List<Object> all = new ArrayList<>();
    all.add(self);
    parameters.forEach(type -> all.add(verified(type)));
    all.addAll(locals);
    code.visitFrame(Opcodes.F_FULL, all.size(), all.toArray(), stack.size(), stack.toArray());
  }

  static Object verified(Class<?> type) {
    if (type == long.class) {
      return Opcodes.LONG;
    }
    if (type == double.class) {
      return Opcodes.DOUBLE;
    }
    if (type == float.class) {
      return Opcodes.FLOAT;
    }
    return type.isPrimitive() ? Opcodes.INTEGER : Type.getInternalName(type);
  }

  private int slot(int parameter) {
    return 1 + parameters.subList(0, parameter).stream().mapToInt(Slots::size).sum();
  }

  private static int size(Class<?> type) {
    return type == long.class || type == double.class ? 2 : 1;
  }
}
