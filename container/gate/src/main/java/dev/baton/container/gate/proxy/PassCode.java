package dev.baton.container.gate.proxy;

import dev.baton.container.gate.Frame;
import dev.baton.container.gate.GatedMethod;
import dev.baton.container.gate.Occupant;
import dev.baton.container.gate.ServiceGate;
import dev.baton.container.gate.ShardGate;
import dev.baton.state.Shards;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.ByteCodeAppender;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The body of a method that passes through one gate:
 *
 * <pre>{@code
 * Frame frame = gates.shard(Shards.of(key, gates.shards())).enter(methods[number]);
 * try {
 *   R result;
 *   try {
 *     result = ((Declaring) frame.target()).method(arguments);
 *   } catch (Throwable thrown) {
 *     throw frame.fail(thrown);
 *   }
 *   frame.leave();
 *   return result;
 * } catch (Throwable thrown) {
 *   frame.occupant = null;
 *   throw thrown;
 * }
 * }</pre>
 *
 * <p>Written out, because it is the hot path: nothing is allocated, and the call itself is an
 * ordinary one that the compiler can inline.
 */
final class PassCode implements ByteCodeAppender {
  private static final String SELF = Type.getInternalName(GatedProxy.class);
  private static final String GATES = Type.getInternalName(ServiceGate.class);
  private static final String GATE = Type.getInternalName(ShardGate.class);
  private static final String FRAME = Type.getInternalName(Frame.class);
  private static final String OCCUPANT = Type.getInternalName(Occupant.class);
  private static final String METHOD = Type.getDescriptor(GatedMethod.class);
  private static final String THROWABLE = "java/lang/Throwable";

  private final Method method;
  private final int number;
  private final ShardOnStack shard;
  private final boolean shardGiven;

  /** Puts the shard's number on the stack, or is null for the gate without one. */
  private interface ShardOnStack {
    void push(MethodVisitor code, Slots slots);
  }

  private PassCode(Method method, int number, ShardOnStack shard, boolean shardGiven) {
    this.method = method;
    this.number = number;
    this.shard = shard;
    this.shardGiven = shardGiven;
  }

  static PassCode of(Route route, int number) {
    ShardOnStack shard =
        route instanceof Route.ByKey key
            ? (code, slots) -> pushShardOf(code, slots, key.parameter())
            : null;
    return new PassCode(route.method(), number, shard, false);
  }

  /** The body of a part of a method for every shard: its last parameter is the shard. */
  static PassCode ofShardGiven(Method method, int number) {
    int last = method.getParameterCount();
    return new PassCode(method, number, (code, slots) -> slots.load(code, last), true);
  }

  /** The parameter types of such a part. */
  static List<Class<?>> withShard(Method method) {
    List<Class<?>> types = new ArrayList<>(List.of(method.getParameterTypes()));
    types.add(int.class);
    return types;
  }

  @Override
  public Size apply(MethodVisitor code, Implementation.Context context, MethodDescription made) {
    Slots slots =
        new Slots(
            context.getInstrumentedType().getInternalName(),
            shardGiven ? withShard(method) : List.of(method.getParameterTypes()));
    int frame = slots.free();
    int result = frame + 1;
    Type returned = Type.getType(method.getReturnType());
    Label begin = new Label();
    Label end = new Label();
    Label failed = new Label();
    Label lost = new Label();
    code.visitTryCatchBlock(begin, end, failed, THROWABLE);
    code.visitTryCatchBlock(end, lost, lost, THROWABLE);

    enter(code, slots);
    code.visitVarInsn(Opcodes.ASTORE, frame);

    code.visitLabel(begin);
    call(code, slots, frame);
    code.visitLabel(end);

    if (returned.getSort() != Type.VOID) {
      code.visitVarInsn(returned.getOpcode(Opcodes.ISTORE), result);
    }
    code.visitVarInsn(Opcodes.ALOAD, frame);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FRAME, "leave", "()V", false);
    if (returned.getSort() != Type.VOID) {
      code.visitVarInsn(returned.getOpcode(Opcodes.ILOAD), result);
    }
    code.visitInsn(returned.getOpcode(Opcodes.IRETURN));

    code.visitLabel(failed);
    slots.frame(code, List.of(FRAME), List.of(THROWABLE));
    code.visitVarInsn(Opcodes.ALOAD, frame);
    code.visitInsn(Opcodes.SWAP);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, FRAME, "fail", "(L" + THROWABLE + ";)L" + THROWABLE + ";", false);
    code.visitInsn(Opcodes.ATHROW);

    code.visitLabel(lost);
    slots.frame(code, List.of(FRAME), List.of(THROWABLE));
    code.visitVarInsn(Opcodes.ALOAD, frame);
    code.visitInsn(Opcodes.ACONST_NULL);
    code.visitFieldInsn(Opcodes.PUTFIELD, FRAME, "occupant", "L" + OCCUPANT + ";");
    code.visitInsn(Opcodes.ATHROW);
    return new Size(slots.free() + 6, result + 2);
  }

  private void enter(MethodVisitor code, Slots slots) {
    pushGates(code);
    if (shard == null) {
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, GATES, "unsharded", "()L" + GATE + ";", false);
    } else {
      shard.push(code, slots);
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, GATES, "shard", "(I)L" + GATE + ";", false);
    }
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitFieldInsn(Opcodes.GETFIELD, SELF, "methods", "[" + METHOD);
    code.visitLdcInsn(number);
    code.visitInsn(Opcodes.AALOAD);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, GATE, "enter", "(" + METHOD + ")L" + FRAME + ";", false);
  }

  private void call(MethodVisitor code, Slots slots, int frame) {
    String owner = Type.getInternalName(method.getDeclaringClass());
    code.visitVarInsn(Opcodes.ALOAD, frame);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FRAME, "target", "()Ljava/lang/Object;", false);
    code.visitTypeInsn(Opcodes.CHECKCAST, owner);
    for (int i = 0; i < method.getParameterCount(); i++) {
      slots.load(code, i);
    }
    code.visitMethodInsn(
        Opcodes.INVOKEINTERFACE, owner, method.getName(), Type.getMethodDescriptor(method), true);
  }

  private static void pushShardOf(MethodVisitor code, Slots slots, int parameter) {
    Class<?> key = slots.type(parameter);
    slots.load(code, parameter);
    String hashed = "Ljava/lang/Object;";
    if (key == String.class) {
      hashed = "Ljava/lang/String;";
    } else if (key.isPrimitive()) {
      hashed = "J";
      if (key != long.class) {
        code.visitInsn(Opcodes.I2L);
      }
    }
    pushGates(code);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, GATES, "shards", "()I", false);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(Shards.class),
        "of",
        "(" + hashed + "I)I",
        false);
  }

  static void pushGates(MethodVisitor code) {
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitFieldInsn(Opcodes.GETFIELD, SELF, "gates", "L" + GATES + ";");
  }
}
